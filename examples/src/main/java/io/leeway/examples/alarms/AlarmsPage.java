package io.leeway.examples.alarms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Makes the tables and the picture of {@code docs/alarms.md} from the recorded lines of {@link FaultBenchmark} and of the peers. */
public final class AlarmsPage {
    private static final String BEGIN = "<!-- made by AlarmsPage: ";
    private static final String END = "<!-- end -->";
    private static final double MASTERED = 0.95;

    /** What a detector did with a fault at a strength, in weeks; of untouched weeks, found are alarms and first are alarmed weeks. */
    private record Line(int weeks, int found, int first, int apart) {}

    private final Map<String, Map<String, Line>> detectors = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    AlarmsPage(List<String> csv) {
        for (String row : csv.subList(1, csv.size())) {
            String[] cells = row.split(",", -1);
            Line line = new Line(
                    Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4]),
                    Integer.parseInt(cells[5]),
                    cells[6].isEmpty() ? 0 : Integer.parseInt(cells[6]));
            detectors.computeIfAbsent(cells[0], name -> new LinkedHashMap<>()).put(cells[1] + "/" + cells[2], line);
            if (!cells[1].equals(FaultBenchmark.UNTOUCHED) && !faults.contains(cells[1])) {
                faults.add(cells[1]);
            }
        }
    }

    private Line line(String detector, String fault, String strength) {
        return Objects.requireNonNull(
                Objects.requireNonNull(detectors.get(detector)).get(fault + "/" + strength), fault);
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.0f%%", 100.0 * part / whole);
    }

    /** A row for each detector: its false alarms, how many faults it masters, and how often the right feature comes first. */
    String summary() {
        StringBuilder table = new StringBuilder(
                "| | alarmed weeks, untouched | alarmed feature-weeks, untouched | faults found in "
                        + "95% of weeks: weak | medium | full | right feature first |\n|---|---:|---:|---:|---:|---:|---:|\n");
        for (String detector : detectors.keySet()) {
            Line untouched = line(detector, FaultBenchmark.UNTOUCHED, "");
            table.append("| ")
                    .append(detector)
                    .append(" | ")
                    .append(untouched.first)
                    .append(" of ")
                    .append(untouched.weeks);
            table.append(" | ").append(untouched.found).append(" | ");
            int found = 0;
            int first = 0;
            for (String strength : FaultBenchmark.STRENGTHS) {
                int mastered = 0;
                for (String fault : faults) {
                    Line line = line(detector, fault, strength);
                    mastered += line.apart >= MASTERED * line.weeks ? 1 : 0;
                    found += line.found;
                    first += line.first;
                }
                table.append(mastered).append(" | ");
            }
            table.append(percent(first, found)).append(" |\n");
        }
        return table.toString();
    }

    /** A row for each fault: the weeks in which each detector found it, and would not have alarmed without it, at full strength. */
    String faults() {
        StringBuilder table = new StringBuilder("| fault, at full strength |");
        detectors
                .keySet()
                .forEach(detector -> table.append(' ').append(detector).append(" |"));
        table.append("\n|---|").append("---:|".repeat(detectors.size())).append('\n');
        for (String fault : faults) {
            table.append("| ").append(fault).append(" |");
            for (String detector : detectors.keySet()) {
                Line line = line(detector, fault, "full");
                table.append(' ').append(percent(line.apart, line.weeks)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** A row for each fault: the weeks in which one detector found it, by strength. */
    String strengths(String detector, List<Fault> known) {
        StringBuilder table =
                new StringBuilder("| fault | strengths | weak | medium | full |\n|---|---|---:|---:|---:|\n");
        for (int i = 0; i < known.size(); i++) {
            Fault fault = known.get(i);
            table.append("| ").append(fault.name()).append(" | ");
            table.append(fault.strength(0))
                    .append(", ")
                    .append(fault.strength(1))
                    .append(", ")
                    .append(fault.strength(2));
            for (String strength : FaultBenchmark.STRENGTHS) {
                Line line = line(detector, fault.name(), strength);
                table.append(" | ").append(percent(line.found, line.weeks));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    /** A picture: a square for each fault and detector, the darker the more weeks; below, the weeks alarmed though nobody touched them. */
    String picture() {
        int left = 250;
        int cell = 18;
        int wide = 104;
        int top = 34;
        int width = left + wide * detectors.size() + 10;
        int height = top + cell * (faults.size() + 2) + 14;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<title>Weeks in which each fault was found, at full strength</title>%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
                width,
                height,
                width,
                height));
        int column = 0;
        for (String detector : detectors.keySet()) {
            int x = left + wide * column++;
            text(svg, x + wide / 2, top - 12, "middle", detector);
            int y = top;
            for (String fault : faults) {
                Line line = line(detector, fault, "full");
                square(
                        svg,
                        x,
                        y,
                        wide,
                        cell,
                        (double) line.apart / line.weeks,
                        "#1b6f8a",
                        percent(line.apart, line.weeks));
                y += cell;
            }
            Line untouched = line(detector, FaultBenchmark.UNTOUCHED, "");
            double share = (double) untouched.first / untouched.weeks;
            square(svg, x, y + cell, wide, cell, share, "#b3372f", percent(untouched.first, untouched.weeks));
        }
        for (int i = 0; i < faults.size(); i++) {
            text(svg, left - 8, top + cell * i + 13, "end", faults.get(i));
        }
        text(svg, left - 8, top + cell * (faults.size() + 1) + 13, "end", "untouched weeks that alarm");
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#222222\">%s</text>%n",
                x,
                y,
                anchor,
                text));
    }

    private static void square(
            StringBuilder svg, int x, int y, int width, int height, double share, String color, String label) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"%.2f\" stroke=\"#ffffff\"/>%n"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
                x,
                y,
                width,
                height,
                color,
                0.06 + 0.94 * share,
                x + width / 2,
                y + 13,
                share > 0.55 ? "#ffffff" : "#222222",
                label));
    }

    /** The guide with its tables made anew. */
    String guide(String markdown) {
        String guide = replaced(markdown, "summary", summary());
        guide = replaced(guide, "faults", faults());
        return replaced(guide, "strengths", strengths("signatures", Fault.all()));
    }

    /** The guide with its tables of the rented bicycles made anew. */
    String bikes(String markdown) {
        return replaced(
                replaced(markdown, "bikes", summary()), "bikes strengths", strengths("signatures", BikeFaults.all()));
    }

    static AlarmsPage ofBikes(Path examples) throws IOException {
        return new AlarmsPage(Files.readAllLines(examples.resolve("data/alarms-bikes.csv")));
    }

    private static String replaced(String markdown, String name, String table) {
        String begin = BEGIN + name + " -->\n";
        int from = markdown.indexOf(begin);
        int to = markdown.indexOf(END, from);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("the guide has no place for the table " + name);
        }
        return markdown.substring(0, from) + begin + table + markdown.substring(to);
    }

    static List<String> recorded(Path examples) throws IOException {
        return Files.readAllLines(examples.resolve("data/alarms.csv"));
    }

    /**
     * Writes the tables and the picture.
     *
     * @param args the folder of the repository
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        AlarmsPage page = new AlarmsPage(recorded(root.resolve("examples")));
        Path guide = root.resolve("docs/alarms.md");
        Files.writeString(guide, ofBikes(root.resolve("examples")).bikes(page.guide(Files.readString(guide))));
        Files.writeString(root.resolve("docs/images/alarms.svg"), page.picture());
    }
}
