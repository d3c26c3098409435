package io.leeway.monitoring.quality;

import java.util.List;
import java.util.Locale;

/**
 * The result of checking data against expectations.
 *
 * @param rows the number of checked rows
 * @param results the result of each expectation, in their order
 */
public record DataQualityReport(long rows, List<ExpectationResult> results) {
    private static final int WIDTH = 80;

    /**
     * Copies the results.
     *
     * @param rows the number of checked rows
     * @param results the result of each expectation
     */
    public DataQualityReport {
        results = List.copyOf(results);
    }

    /**
     * Returns whether all expectations were met.
     *
     * @return true if they were, or if there were none
     */
    public boolean passed() {
        return results.stream().allMatch(ExpectationResult::passed);
    }

    /**
     * Returns the expectations that were not met.
     *
     * @return their results, in their order
     */
    public List<ExpectationResult> failures() {
        return results.stream().filter(r -> !r.passed()).toList();
    }

    /**
     * Returns a table of at most 80 columns: a line for each expectation, and the explanation of each that was not met.
     *
     * @return the table
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Data quality of %,d rows: %d of %d expectations met%n",
                rows,
                results.size() - failures().size(),
                results.size()));
        for (ExpectationResult result : results) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-7s %10s  %s",
                    result.passed() ? "met" : "NOT MET",
                    (result.exact() ? "" : "~") + Wording.count(result.violations()),
                    result.expectation());
            text.append(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...");
            text.append(System.lineSeparator());
        }
        for (ExpectationResult failure : failures()) {
            text.append(failure.sentence()).append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }
}
