package io.leeway.retraining;

import io.leeway.retraining.Combinations.AllOf;
import io.leeway.retraining.Combinations.AnyOf;
import io.leeway.retraining.Combinations.Not;
import io.leeway.retraining.Combinations.Sustained;
import io.leeway.schema.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Conditions as text, in the words by which they describe themselves; a name that is no plain word stands in quotation marks. */
final class ConditionText {

    private static final List<String> COMPARISONS =
            List.of("above", "below", "drops by at least", "rises by at least", "exceeds");
    private static final List<String> SIGNALS = List.of(
            "drift share",
            "age",
            "champion's age",
            "new labels",
            "data quality failing",
            "adaptation gain",
            "adaptation saturated",
            "training gain",
            "harm",
            "estimated loss",
            "broken data",
            "not");
    /** What a condition begins with, and what follows a metric: no metric unless quoted. */
    private static final Set<String> RESERVED = Set.of(
            "drift",
            "age",
            "champion's",
            "new",
            "data",
            "adaptation",
            "training",
            "harm",
            "estimated",
            "broken",
            "not",
            "and",
            "or",
            "for",
            "on");

    private final PolicyWords words;

    private ConditionText(PolicyWords words) {
        this.words = words;
    }

    static Condition read(PolicyWords words) {
        Condition condition = new ConditionText(words).condition();
        words.requireEnd();
        return condition;
    }

    private Condition condition() {
        Condition first = term();
        String word = words.peek();
        if (!word.equals("and") && !word.equals("or")) {
            return first;
        }
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (words.take(word)) {
            parts.add(term());
        }
        if (words.peek().equals("and") || words.peek().equals("or")) {
            throw words.wrong("\"and\" and \"or\" side by side: put brackets around the parts that belong together");
        }
        return word.equals("and") ? new AllOf(List.copyOf(parts)) : new AnyOf(List.copyOf(parts));
    }

    private Condition term() {
        Condition condition = primary();
        while (words.take("for")) {
            int place = words.place();
            long looks = words.whole();
            if (looks < 1 || looks > Integer.MAX_VALUE) {
                words.returnTo(place);
                throw words.wrong("expected at least 1 look here, found \"" + looks + "\"");
            }
            if (!words.take("look")) {
                words.require("looks");
            }
            condition = condition.sustainedFor((int) looks);
        }
        return condition;
    }

    private Condition primary() {
        if (words.take("not")) {
            words.require("(");
            return bracket().not();
        }
        if (words.take("(")) {
            return bracket();
        }
        int place = words.place();
        try {
            return atom();
        } catch (PolicyException e) {
            words.returnTo(place);
            PolicyFormatException fault = words.wrong(String.valueOf(e.getMessage()));
            fault.initCause(e);
            throw fault;
        }
    }

    private Condition bracket() {
        Condition inner = condition();
        words.require(")");
        return inner;
    }

    private Condition atom() {
        if (words.take("drift", "share")) {
            words.require("at", "least");
            return Conditions.driftShare().atLeast(words.number());
        }
        if (words.take("champion's", "age") || words.take("age")) {
            words.require("at", "least");
            return Conditions.age().atLeast(words.duration());
        }
        if (words.take("new", "labels")) {
            words.require("at", "least");
            return Conditions.newLabels().atLeast(words.whole());
        }
        if (words.take("data", "quality")) {
            words.require("failing");
            return Conditions.dataQuality().failing();
        }
        if (words.take("adaptation", "saturated")) {
            return Conditions.adaptationSaturated();
        }
        if (words.take("harm")) {
            return Conditions.harm();
        }
        if (words.take("broken", "data")) {
            return Conditions.brokenData();
        }
        if (words.take("estimated", "loss")) {
            words.require("above");
            return Conditions.estimatedLoss().above(words.number());
        }
        if (words.take("adaptation", "gain")) {
            return gain(Conditions.adaptationGain());
        }
        if (words.take("training", "gain")) {
            return gain(Conditions.trainingGain());
        }
        return metric();
    }

    private Condition gain(Conditions.Gain signal) {
        if (words.take("below")) {
            return signal.below(words.number());
        }
        words.require("at", "least");
        return signal.atLeast(words.number());
    }

    private Condition metric() {
        if (words.take("|")) {
            String name = words.name();
            words.require("|", "above");
            double limit = words.number();
            return metric(name).magnitudeAbove(limit);
        }
        int place = words.place();
        String first = words.peek();
        if (RESERVED.contains(first)) {
            words.name();
            throw noSignal(place, first + " " + words.peek());
        }
        String name = words.name();
        if (words.take("above")) {
            double limit = words.number();
            return metric(name).above(limit);
        }
        if (words.take("below")) {
            double limit = words.number();
            return metric(name).below(limit);
        }
        if (words.take("drops")) {
            double amount = amount();
            return metric(name).dropsBy(amount);
        }
        if (words.take("rises")) {
            double amount = amount();
            return metric(name).risesBy(amount);
        }
        if (words.take("exceeds")) {
            String other = words.name();
            double margin = amount();
            return metric(name).exceeds(other, margin);
        }
        if (!NearNames.of(name + " " + words.peek(), SIGNALS).isEmpty()) {
            throw noSignal(place, (name + " " + words.peek()).strip());
        }
        throw words.wrong(
                words.peek().isEmpty()
                        ? "expected a comparison of " + name + " here, but the line ends: "
                                + String.join(", ", COMPARISONS)
                        : "no comparison " + PolicyWords.hint(words.peek(), COMPARISONS));
    }

    private PolicyFormatException noSignal(int place, String text) {
        words.returnTo(place);
        return words.wrong("no signal " + PolicyWords.hint(text.strip(), SIGNALS));
    }

    private double amount() {
        words.require("by", "at", "least");
        return words.number();
    }

    private Conditions.Metric metric(String name) {
        Conditions.Metric metric = Conditions.metric(name);
        if (!words.take("on")) {
            return metric;
        }
        words.require("at", "least");
        long rows = words.whole();
        words.require("rows");
        return metric.onAtLeast(rows);
    }

    static String write(Condition condition) {
        if (condition instanceof AllOf all) {
            return joined(all.parts(), " and ");
        }
        if (condition instanceof AnyOf any) {
            return joined(any.parts(), " or ");
        }
        if (condition instanceof Not not) {
            return "not (" + write(not.part()) + ")";
        }
        if (condition instanceof Sustained sustained) {
            return grouped(sustained.part()) + " for " + sustained.looks()
                    + (sustained.looks() == 1 ? " look" : " looks");
        }
        if (condition instanceof Threshold threshold) {
            return write(threshold);
        }
        if (isWord(condition)) {
            return condition.describe();
        }
        throw new PolicyException(
                "",
                "'" + condition.describe() + "' is a condition of the application and has no text form",
                condition.describe());
    }

    /** Whether a condition is written as it describes itself. */
    private static boolean isWord(Condition condition) {
        return condition instanceof DataQualityFailing
                || condition instanceof AdaptationSaturated
                || condition instanceof Harm
                || condition instanceof BrokenData;
    }

    private static String write(Threshold threshold) {
        Quantity quantity = threshold.quantity();
        String name = PolicyWords.written(quantity.metric(), RESERVED);
        String rows = quantity.minimumRows() == 0 || quantity.minimumRows() == Conditions.DEFAULT_MINIMUM_ROWS
                ? ""
                : " on at least " + quantity.minimumRows() + " rows";
        return switch (quantity.kind()) {
            case AGE_SECONDS -> "age " + threshold.asked();
            case DRIFT_SHARE, NEW_LABELS, ADAPTATION_GAIN, TRAINING_GAIN, ESTIMATED_LOSS ->
                quantity.label() + " " + threshold.asked();
            case METRIC, CHANGE -> name + " " + threshold.asked() + rows;
            case MAGNITUDE -> "|" + name + "| " + threshold.asked() + rows;
            case GAP ->
                name + " exceeds " + PolicyWords.written(quantity.other(), RESERVED) + " by at least "
                        + Words.exact(threshold.limit()) + rows;
        };
    }

    private static String joined(List<Condition> parts, String between) {
        return parts.stream().map(ConditionText::grouped).collect(Collectors.joining(between));
    }

    private static String grouped(Condition part) {
        return part instanceof AllOf || part instanceof AnyOf ? "(" + write(part) + ")" : write(part);
    }
}
