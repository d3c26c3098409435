package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Words what data must be like, and checks it.
 *
 * <pre>{@code
 * DataQualityReport report = Expectations.check(schema, flights, List.of(
 *         expect("distance").between(0, 6_000),
 *         expect("carrier").missing().atMost(0.01),
 *         expect("origin").oneOf("EWR", "JFK", "LGA"),
 *         rowsAtLeast(10_000)));
 * if (!report.passed()) {
 *     System.out.println(report);
 * }
 * }</pre>
 */
public final class Expectations {
    private Expectations() {}

    /**
     * Begins an expectation of a column.
     *
     * @param column a feature, or the response
     * @return the column
     */
    public static ExpectedColumn expect(String column) {
        return new ExpectedColumn(column);
    }

    /**
     * Expects enough rows.
     *
     * @param least how many there must be
     * @return the expectation
     * @throws IllegalArgumentException if it is below 0
     */
    public static Expectation rowsAtLeast(long least) {
        return new RowsExpectation(least);
    }

    /**
     * Checks rows, each once. Every count is exact.
     *
     * @param schema reads the rows
     * @param rows the rows
     * @param expectations what is expected
     * @param <R> the type of a row
     * @return a result for each expectation, in their order
     * @throws io.leeway.schema.SchemaException if an expectation names an unknown column, or numbers are expected of categories or the
     *     reverse
     */
    public static <R> DataQualityReport check(
            Schema<R> schema, Iterable<? extends R> rows, List<? extends Expectation> expectations) {
        List<RowCheck<R>> checks = new ArrayList<>();
        for (Expectation expectation : expectations) {
            checks.add(RowCheck.of(schema, expectation));
        }
        long n = 0;
        for (R row : rows) {
            for (RowCheck<R> check : checks) {
                check.look(row);
            }
            n++;
        }
        List<ExpectationResult> results = new ArrayList<>();
        for (RowCheck<R> check : checks) {
            results.add(check.result(n));
        }
        return new DataQualityReport(n, results);
    }

    /**
     * Checks a profile, for example that of a window. Whether a range is kept is exact; how many values break it is an estimate, as
     * {@link ExpectationResult#exact()} says.
     *
     * @param profile the profile
     * @param expectations what is expected
     * @return a result for each expectation, in their order
     * @throws io.leeway.monitoring.profile.ProfileException if an expectation names an unknown feature, or numbers are expected of
     *     categories or the reverse
     */
    public static DataQualityReport check(Profile profile, List<? extends Expectation> expectations) {
        List<ExpectationResult> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            results.add(ProfileCheck.result(profile, expectation));
        }
        return new DataQualityReport(profile.rows(), results);
    }
}
