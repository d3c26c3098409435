package io.leeway.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests want to know of a Markdown file: its fenced blocks, links, headings and pieces of code. Comments do not count. */
record Markdown(Path file, List<Fence> fences, List<Piece> links, List<Piece> code, List<String> anchors) {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");

    /** A block between two lines of backticks; {@code line} is that of its first line of text, from 1. */
    record Fence(String language, int line, String text) {}

    /** A link's target or a piece of code within a line. */
    record Piece(int line, String text) {}

    static Markdown read(Path file) throws IOException {
        String text = Files.readString(file);
        // Comments become empty lines, so that the numbers of lines stay what they are.
        String visible = Pattern.compile("<!--.*?-->", Pattern.DOTALL)
                .matcher(text)
                .replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
        Markdown markdown =
                new Markdown(file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        // A comment within a block is text of the block.
        markdown.parse(visible.split("\n", -1), text.split("\n", -1));
        return markdown;
    }

    private void parse(String[] lines, String[] raw) {
        int begin = -1;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("```")) {
                if (begin >= 0) {
                    fences.add(fence(raw, begin, i));
                }
                begin = begin < 0 ? i : -1;
            } else if (begin < 0) {
                line(lines[i], i + 1);
            }
        }
        if (begin >= 0) {
            throw new IllegalStateException(file + ":" + (begin + 1) + ": a block is not closed");
        }
    }

    private static Fence fence(String[] raw, int begin, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = begin + 1; i < end; i++) {
            text.append(raw[i]).append('\n');
        }
        return new Fence(raw[begin].substring(3).trim(), begin + 2, text.toString());
    }

    private void line(String line, int number) {
        Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
        while (link.find()) {
            links.add(new Piece(number, link.group(1)));
        }
        Matcher piece = CODE.matcher(line);
        while (piece.find()) {
            code.add(new Piece(number, piece.group(1)));
        }
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
    }

    List<Fence> fences(String language) {
        return fences.stream().filter(each -> each.language().equals(language)).toList();
    }

    /** The lines of blocks without a language, and the pieces of code: where commands stand. */
    List<Piece> commands() {
        List<Piece> commands = new ArrayList<>(code);
        for (Fence fence : fences("")) {
            String[] lines = fence.text().split("\n");
            for (int i = 0; i < lines.length; i++) {
                commands.add(new Piece(fence.line() + i, lines[i].trim()));
            }
        }
        return commands.stream()
                .filter(each -> each.text().matches("\\./\\S+.*|\\.ci/\\S+.*"))
                .toList();
    }
}
