package io.leeway.testing;

import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.ExpectationResult;
import io.leeway.testing.Figure.Subject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a data quality report. */
public final class DataQualityAssert extends AbstractAssert<DataQualityAssert, DataQualityReport> {

    DataQualityAssert(@Nullable DataQualityReport actual) {
        super(actual, DataQualityAssert.class);
    }

    /**
     * Verifies that every expectation is met.
     *
     * @return this
     */
    public DataQualityAssert isMet() {
        isNotNull();
        actual.results().forEach(each -> record(each, "met", each.passed()));
        if (!actual.passed()) {
            String broken = sentences(actual.failures());
            throw failureWithActualExpected(
                    broken,
                    "all " + actual.results().size() + " expectations met",
                    "%nExpecting that all of %s expectations are met by %,d rows, but%n%s",
                    actual.results().size(),
                    actual.rows(),
                    broken);
        }
        return this;
    }

    /**
     * Verifies that at least one expectation of a column is not met. Use it to test the expectations themselves.
     *
     * @param column the column; an empty string stands for the rows as a whole
     * @return this
     */
    public DataQualityAssert isBrokenBy(String column) {
        isNotNull();
        List<ExpectationResult> about = actual.results().stream()
                .filter(each -> each.column().equals(column))
                .toList();
        about.forEach(each -> record(each, "not met", about.stream().anyMatch(any -> !any.passed())));
        if (about.stream().allMatch(ExpectationResult::passed)) {
            String found = about.isEmpty() ? "  nothing is expected of it" : sentences(about);
            throw failureWithActualExpected(
                    found,
                    "an expectation of " + column + " that is not met",
                    "%nExpecting that %s breaks an expectation, but%n%s",
                    column.isEmpty() ? "the number of rows" : column,
                    found);
        }
        return this;
    }

    private void record(ExpectationResult result, String wanted, boolean held) {
        Recording.note(Figure.of(
                new Subject("the rows", descriptionText(), "", null, ""),
                "violations(" + result.expectation().replace("\"", "") + ")",
                OptionalDouble.of(result.violations()),
                wanted,
                OptionalDouble.empty(),
                held,
                result.sentence()));
    }

    private static String sentences(List<ExpectationResult> results) {
        return results.stream().map(each -> "  " + each.sentence()).collect(Collectors.joining(System.lineSeparator()));
    }
}
