package io.leeway.retraining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signals as lines of {@code key=value}, so that a service appends a line a decision to a file; an unknown signal has no key. */
final class SignalsText {

    private static final String METRICS = "metrics.";
    private static final String BASELINES = "baselines.";
    private static final List<String> KEYS = List.of(
            "at",
            "look",
            "driftShare",
            "labelledRows",
            "championAge",
            "newLabels",
            "dataQualityFailing",
            "rowsSeen",
            "adaptationGain",
            "adaptationWithoutChampion",
            "trainingGain",
            "harm",
            "estimatedLoss",
            "brokenData");
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final int line;
    private final Map<String, String> plain = new LinkedHashMap<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final SortedMap<String, Double> metrics = new TreeMap<>();
    private final SortedMap<String, Double> baselines = new TreeMap<>();

    private SignalsText(int line) {
        this.line = line;
    }

    static String write(Signals signals) {
        StringBuilder text = new StringBuilder("at=").append(signals.now());
        signals.look().ifPresent(look -> text.append(" look=").append(look));
        signals.driftShare().ifPresent(share -> text.append(" driftShare=").append(share));
        signals.metrics().forEach((name, value) -> pair(text, METRICS, name, value));
        text.append(" labelledRows=").append(signals.labelledRows());
        signals.baselines().forEach((name, value) -> pair(text, BASELINES, name, value));
        signals.championAge().ifPresent(age -> text.append(" championAge=").append(age));
        signals.newLabels().ifPresent(labels -> text.append(" newLabels=").append(labels));
        signals.dataQualityFailing()
                .ifPresent(failing -> text.append(" dataQualityFailing=").append(failing));
        text.append(" rowsSeen=").append(signals.rowsSeen());
        signals.adaptation().ifPresent(of -> {
            of.gain().ifPresent(gain -> text.append(" adaptationGain=").append(gain));
            text.append(" adaptationWithoutChampion=").append(of.trustWithoutChampion());
        });
        signals.trainingGain().ifPresent(gain -> text.append(" trainingGain=").append(gain));
        OutcomeSignals outcomes = signals.outcomes();
        outcomes.harm().ifPresent(harm -> text.append(" harm=").append(harm));
        outcomes.estimatedLoss()
                .ifPresent(loss -> text.append(" estimatedLoss=").append(loss));
        outcomes.brokenData().ifPresent(broken -> text.append(" brokenData=").append(encoded(broken)));
        return text.toString();
    }

    private static void pair(StringBuilder text, String prefix, String name, double value) {
        text.append(' ').append(prefix).append(encoded(name)).append('=').append(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("+", "%20");
    }

    static List<Signals> read(String text) {
        List<Signals> all = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                all.add(new SignalsText(i + 1).signals(line));
            }
        }
        return List.copyOf(all);
    }

    private Signals signals(String text) {
        Set<String> seen = new HashSet<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            pair(words.group(), words.start() + 1, seen);
        }
        try {
            return new Signals(
                    Instant.parse(value("at").orElseThrow(() -> wrong(1, "expected at=TIME, which is missing"))),
                    number("look", Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    optional("driftShare"),
                    metrics,
                    baselines,
                    number("labelledRows", Long::parseLong).orElse(0L),
                    value("championAge").map(Duration::parse),
                    number("newLabels", Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    value("dataQualityFailing").map(value -> truth("dataQualityFailing", value)),
                    number("rowsSeen", Long::parseLong).orElse(0L),
                    adaptation(),
                    optional("trainingGain"),
                    new OutcomeSignals(
                            value("harm").map(value -> truth("harm", value)),
                            optional("estimatedLoss"),
                            value("brokenData").map(value -> name(value, columns.getOrDefault("brokenData", 1)))));
        } catch (DateTimeException | PolicyException e) {
            PolicyFormatException fault = wrong(1, String.valueOf(e.getMessage()));
            fault.initCause(e);
            throw fault;
        }
    }

    private Optional<AdaptationSignals> adaptation() {
        OptionalDouble gain = optional("adaptationGain");
        Optional<Double> without = number("adaptationWithoutChampion", Double::parseDouble);
        if (without.isEmpty() && gain.isPresent()) {
            throw wrong(
                    columns.getOrDefault("adaptationGain", 1),
                    "expected adaptationWithoutChampion=SHARE beside adaptationGain, which is missing");
        }
        return without.map(share -> new AdaptationSignals(gain, share));
    }

    private OptionalDouble optional(String key) {
        return number(key, Double::parseDouble).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private void pair(String word, int column, Set<String> seen) {
        int equals = word.lastIndexOf('=');
        if (equals < 1) {
            throw wrong(column, "expected KEY=VALUE here, found \"" + word + "\"");
        }
        String key = word.substring(0, equals);
        String value = word.substring(equals + 1);
        if (!seen.add(key)) {
            throw wrong(column, "\"" + key + "\" stands twice");
        }
        if (key.startsWith(METRICS)) {
            metrics.put(name(key.substring(METRICS.length()), column), real(value, column));
        } else if (key.startsWith(BASELINES)) {
            baselines.put(name(key.substring(BASELINES.length()), column), real(value, column));
        } else if (KEYS.contains(key)) {
            plain.put(key, value);
            columns.put(key, column);
        } else {
            List<String> known = new ArrayList<>(KEYS);
            known.addAll(List.of(METRICS + "NAME", BASELINES + "NAME"));
            throw wrong(column, "no signal " + PolicyWords.hint(key, known));
        }
    }

    private String name(String text, int column) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(column, "expected the name of a metric, in which % precedes two hexadecimal digits");
        }
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(plain.get(key));
    }

    private interface Reader<N> {
        N read(String text);
    }

    private <N extends Number> Optional<N> number(String key, Reader<N> reader) {
        try {
            return value(key).map(reader::read);
        } catch (NumberFormatException e) {
            throw wrong(
                    columns.getOrDefault(key, 1), "expected a number as " + key + ", found \"" + plain.get(key) + "\"");
        }
    }

    private double real(String value, int column) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(column, "expected a number as the value, found \"" + value + "\"");
        }
    }

    private boolean truth(String key, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(columns.getOrDefault(key, 1), "expected true or false, found \"" + value + "\"");
        }
        return value.equals("true");
    }

    private PolicyFormatException wrong(int column, String problem) {
        return new PolicyFormatException(line, column, problem);
    }
}
