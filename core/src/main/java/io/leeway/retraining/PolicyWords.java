package io.leeway.retraining;

import io.leeway.schema.NearNames;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line of a policy, one after another, and where each begins. */
final class PolicyWords {

    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";
    // A bracket that follows a word without a space belongs to it, as in f1(true); only "not" stands before a
    // condition.
    private static final Pattern WORD =
            Pattern.compile("\\s*(" + QUOTED + "|[()|]|not(?=\\()|[^\\s()|\"]+(?:\\([^\\s()]*\\))?|\"|$)");
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)([a-z]*)");
    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "min", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1),
            "ms", Duration.ofMillis(1),
            "ns", Duration.ofNanos(1));

    /** A word and its column, from 1; the last one is empty. */
    private record Word(String text, int column) {}

    private final int line;
    private final List<Word> words = new ArrayList<>();
    private int at;

    PolicyWords(int line, String text) {
        this.line = line;
        Matcher matcher = WORD.matcher(text);
        while (matcher.lookingAt()) {
            words.add(new Word(matcher.group(1), matcher.start(1) + 1));
            if (matcher.group(1).isEmpty()) {
                return;
            }
            matcher.region(matcher.end(), text.length());
        }
        words.add(new Word("", matcher.regionStart() + 1));
    }

    PolicyFormatException wrong(String problem) {
        return new PolicyFormatException(line, words.get(at).column(), problem);
    }

    String peek() {
        return words.get(at).text();
    }

    /** Returns the place of the next word, to be returned to. */
    int place() {
        return at;
    }

    void returnTo(int place) {
        at = place;
    }

    private String found() {
        return peek().isEmpty() ? "but the line ends" : "found \"" + peek() + "\"";
    }

    /** Steps over these words if they come next. */
    boolean take(String... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (at + i >= words.size() || !words.get(at + i).text().equals(wanted[i])) {
                return false;
            }
        }
        at += wanted.length;
        return true;
    }

    void require(String... wanted) {
        for (String each : wanted) {
            if (!take(each)) {
                throw wrong("expected \"" + each + "\" here, " + found());
            }
        }
    }

    void requireEnd() {
        if (!peek().isEmpty()) {
            throw wrong("expected the end of the line here, " + found());
        }
    }

    /** A name, in quotation marks where it is no plain word. */
    String name() {
        String text = peek();
        if (text.isEmpty() || text.equals("\"") || "()|".contains(text)) {
            throw wrong("expected a name here, " + found());
        }
        at++;
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    double number() {
        try {
            double number = Double.parseDouble(peek());
            at++;
            return number;
        } catch (NumberFormatException e) {
            throw wrong("expected a number here, " + found());
        }
    }

    long whole() {
        try {
            long number = Long.parseLong(peek());
            at++;
            return number;
        } catch (NumberFormatException e) {
            throw wrong("expected a whole number here, " + found());
        }
    }

    /** Such as {@code 30 d}, {@code 30d}, {@code 1 d 12 h} or {@code PT36H}. */
    Duration duration() {
        if (peek().startsWith("P")) {
            try {
                Duration duration = Duration.parse(peek());
                at++;
                return duration;
            } catch (DateTimeException e) {
                throw wrong("expected a time such as PT36H here, " + found());
            }
        }
        Duration sum = amount();
        while (AMOUNT.matcher(peek()).matches()) {
            sum = sum.plus(amount());
        }
        return sum;
    }

    private Duration amount() {
        Matcher amount = AMOUNT.matcher(peek());
        if (!amount.matches()) {
            throw wrong("expected a time such as 30 d or 1 d 12 h here, " + found());
        }
        String unit = amount.group(2);
        if (unit.isEmpty()) {
            at++;
            unit = peek();
        }
        Duration one = UNITS.get(unit);
        if (one == null) {
            throw wrong("expected a unit of time (d, h, min, s, ms or ns) here, " + found());
        }
        at++;
        try {
            return one.multipliedBy(Long.parseLong(amount.group(1)));
        } catch (NumberFormatException | ArithmeticException e) {
            at--;
            throw wrong("a time of " + amount.group(1) + " " + unit + " is too long");
        }
    }

    /** A name as {@link #name()} reads it. */
    static String written(String name, Set<String> reserved) {
        boolean plain = name.matches("[\\p{L}_][\\p{L}\\p{N}_.-]*(\\([\\p{L}\\p{N}_.-]*\\))?");
        return plain && !reserved.contains(name) ? name : quoted(name);
    }

    static String quoted(String text) {
        return '"' + PolicyState.escaped(text).replace("\"", "\\\"") + '"';
    }

    static String hint(String name, List<String> known) {
        return "\"" + name + "\": " + NearNames.hint(name, known);
    }
}
