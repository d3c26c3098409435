package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates expectations of data, and checks data against them.
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
     * Starts an expectation of a column.
     *
     * @param column a feature, or the response
     * @return the column
     */
    public static ExpectedColumn expect(String column) {
        return new ExpectedColumn(column);
    }

    /**
     * Expects a minimum number of rows.
     *
     * @param least the minimum number of rows
     * @return the expectation
     * @throws IllegalArgumentException if it is below 0
     */
    public static Expectation rowsAtLeast(long least) {
        return new RowsExpectation(least);
    }

    /**
     * Checks rows in one pass. All counts are exact.
     *
     * @param schema the schema that reads the rows
     * @param rows the rows
     * @param expectations the expectations
     * @param <R> the type of a row
     * @return the result of each expectation, in their order
     * @throws io.leeway.schema.SchemaException if an expectation names an unknown column, or does not fit the column's
     *     type
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
     * Checks a profile, for example that of a window. Whether a range is respected is exact; the number of values
     * outside of it is an estimate, see {@link ExpectationResult#exact()}.
     *
     * @param profile the profile
     * @param expectations the expectations
     * @return the result of each expectation, in their order
     * @throws io.leeway.monitoring.profile.ProfileException if an expectation names an unknown feature, or does not fit
     *     the feature's type
     */
    public static DataQualityReport check(Profile profile, List<? extends Expectation> expectations) {
        List<ExpectationResult> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            results.add(ProfileCheck.result(profile, expectation));
        }
        return new DataQualityReport(profile.rows(), results);
    }
}
