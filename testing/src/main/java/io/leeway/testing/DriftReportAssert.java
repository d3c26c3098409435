package io.leeway.testing;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.testing.Figure.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a drift report.
 *
 * <p>Insufficient data never counts as stable: a feature with too few values fails {@link #hasNoDrift()} as well as
 * {@link #hasDriftIn}.
 */
public final class DriftReportAssert extends AbstractAssert<DriftReportAssert, DriftReport> {

    DriftReportAssert(@Nullable DriftReport actual) {
        super(actual, DriftReportAssert.class);
    }

    /**
     * Verifies that every feature is stable.
     *
     * @return this
     */
    public DriftReportAssert hasNoDrift() {
        isNotNull();
        if (actual.features().isEmpty()) {
            throw failure("no feature was compared", "no drift", "");
        }
        record(Verdict.STABLE, actual.features());
        List<FeatureDrift> others = actual.features().stream()
                .filter(each -> each.verdict() != Verdict.STABLE)
                .toList();
        if (!others.isEmpty()) {
            throw failure(summary(others), "no drift", table(others));
        }
        return this;
    }

    /**
     * Verifies that these features are stable, whatever the verdict on the others.
     *
     * @param features their names
     * @return this
     */
    public DriftReportAssert hasNoDriftIn(String... features) {
        return allAre(Verdict.STABLE, "no drift in " + names(features), features);
    }

    /**
     * Verifies that these features drifted, whatever the verdict on the others.
     *
     * @param features their names
     * @return this
     */
    public DriftReportAssert hasDriftIn(String... features) {
        return allAre(Verdict.DRIFT, "drift in " + names(features), features);
    }

    /**
     * Verifies the share of drifted features among those with sufficient data.
     *
     * @param most the greatest share that passes, in 0 to 1
     * @return this
     */
    public DriftReportAssert hasDriftShareAtMost(double most) {
        isNotNull();
        double share = actual.driftShare();
        Recording.note(Figure.of(
                subject(),
                "driftShare",
                Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share),
                "at most " + most,
                OptionalDouble.of(most),
                share <= most,
                "of the features that could be judged, this share drifted"));
        if (!(share <= most)) {
            throw failure(
                    Double.isNaN(share)
                            ? "no feature could be judged"
                            : String.format(
                                    Locale.ROOT,
                                    "drift in %.0f%%: %s",
                                    100 * share,
                                    actual.drifted().stream()
                                            .map(FeatureDrift::feature)
                                            .collect(Collectors.joining(", "))),
                    String.format(Locale.ROOT, "drift in at most %.0f%% of the features", 100 * most),
                    table(Double.isNaN(share) ? actual.features() : actual.drifted()));
        }
        return this;
    }

    private DriftReportAssert allAre(Verdict wanted, String expected, String... features) {
        isNotNull();
        List<FeatureDrift> named = Arrays.stream(features).map(this::feature).toList();
        record(wanted, named);
        List<FeatureDrift> others =
                named.stream().filter(each -> each.verdict() != wanted).toList();
        if (!others.isEmpty()) {
            throw failure(summary(others), expected, table(others));
        }
        return this;
    }

    private Subject subject() {
        return new Subject("the rows", descriptionText(), "", null, "");
    }

    private void record(Verdict wanted, List<FeatureDrift> features) {
        Recording recording = Recording.current();
        if (recording == null) {
            return;
        }
        for (FeatureDrift feature : features) {
            boolean held = feature.verdict() == wanted;
            feature.results().forEach(each -> recording.add(figure(feature, each, wanted, held)));
            if (feature.results().isEmpty()) {
                recording.add(Figure.state(
                        subject(),
                        "drift(" + feature.feature() + ")",
                        "no test",
                        word(wanted).replace(" in", ""),
                        held,
                        feature.toString()));
            }
        }
    }

    /** The p-value of a test that compares it, or else its statistic. */
    private Figure figure(FeatureDrift feature, DriftResult result, Verdict wanted, boolean held) {
        boolean drift = wanted == Verdict.DRIFT;
        String name = result.test() + (result.byPValue() ? ".p(" : "(") + feature.feature() + ")";
        OptionalDouble value = result.byPValue()
                ? result.pValue()
                : Double.isNaN(result.statistic()) ? OptionalDouble.empty() : OptionalDouble.of(result.statistic());
        String limit = (result.byPValue() == drift ? "at most " : "above ") + Figure.number(result.threshold());
        return Figure.of(
                subject(),
                name,
                value,
                limit,
                OptionalDouble.of(result.threshold()),
                held || result.verdict() == wanted,
                feature.feature() + ": " + result.explanation());
    }

    private FeatureDrift feature(String name) {
        return actual.feature(name)
                .orElseThrow(() -> failure(
                        "no such feature was compared",
                        "a comparison of " + name,
                        "compared were "
                                + actual.features().stream()
                                        .map(FeatureDrift::feature)
                                        .collect(Collectors.joining(", "))));
    }

    private static String names(String... features) {
        return String.join(", ", features);
    }

    private static String summary(List<FeatureDrift> features) {
        Map<Verdict, List<String>> byVerdict = features.stream()
                .collect(Collectors.groupingBy(
                        FeatureDrift::verdict, Collectors.mapping(FeatureDrift::feature, Collectors.toList())));
        return Stream.of(Verdict.values())
                .filter(byVerdict::containsKey)
                .map(verdict -> word(verdict) + " " + String.join(", ", byVerdict.getOrDefault(verdict, List.of())))
                .collect(Collectors.joining("; "));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case STABLE -> "no drift in";
            case DRIFT -> "drift in";
            case INSUFFICIENT_DATA -> "could not be judged:";
        };
    }

    private static String table(List<FeatureDrift> features) {
        String explanations = features.stream()
                .map(each -> each.results().isEmpty()
                        ? "  " + each.feature() + ": none of the tests takes a feature that is " + each.type()
                        : each.results().stream()
                                .map(result -> "  " + each.feature() + ": " + result.explanation())
                                .collect(Collectors.joining(System.lineSeparator())))
                .collect(Collectors.joining(System.lineSeparator()));
        String counted = new DriftReport(features).toString();
        return explanations + counted.substring(counted.indexOf(System.lineSeparator()));
    }

    private AssertionError failure(String observed, String wanted, String why) {
        return failureWithActualExpected(
                observed, wanted, "%nExpecting%n  %s%nbut was%n  %s%n%s", wanted, observed, why);
    }
}
