package io.leeway.monitoring.quality;

import org.jspecify.annotations.Nullable;

/**
 * The result of checking an expectation.
 *
 * @param column the column, or an empty string if the rows as a whole were checked
 * @param expectation the expectation in words
 * @param passed whether it was met; false if there was nothing to check
 * @param checked the number of checked values
 * @param violations the number of values that violate it
 * @param exact whether {@code violations} is an exact count, not an estimate
 * @param sentence the result in one sentence
 */
public record ExpectationResult(
        String column,
        String expectation,
        boolean passed,
        long checked,
        long violations,
        boolean exact,
        String sentence) {

    /** Judges what was counted about values. */
    static ExpectationResult ofValues(
            Expectation expectation, double allowedShare, long checked, long missing, Violations found) {
        long broken = found.count();
        boolean passed = checked > 0 && broken <= allowedShare * checked;
        String what;
        if (checked == 0) {
            what = "there were no values to check";
        } else if (broken == 0) {
            what = "all " + Wording.count(checked) + " values are";
        } else {
            String example = found.example() == null ? "" : ", for example " + found.example();
            what = (found.exact() ? "" : "about ") + Wording.count(broken) + " of " + Wording.count(checked)
                    + " values (" + Wording.share(broken, checked) + ") are not" + example;
        }
        String aside = missing == 0 ? "" : "; " + Wording.count(missing) + " missing values were not looked at";
        String sentence = (passed ? "met" : "not met") + ": " + expectation.describe() + ": " + what + aside;
        return new ExpectationResult(
                expectation.column(), expectation.describe(), passed, checked, broken, found.exact(), sentence);
    }

    static ExpectationResult ofMissing(MissingExpectation expectation, long rows, long missing) {
        boolean passed = rows > 0 && missing <= expectation.mostShare() * rows;
        String what = rows == 0
                ? "there were no rows to check"
                : Wording.count(missing) + " of " + Wording.count(rows) + " are missing ("
                        + Wording.share(missing, rows) + ")";
        String sentence = (passed ? "met" : "not met") + ": " + expectation.describe() + ": " + what;
        return new ExpectationResult(
                expectation.column(), expectation.describe(), passed, rows, missing, true, sentence);
    }

    static ExpectationResult ofRows(RowsExpectation expectation, long rows) {
        boolean passed = rows >= expectation.least();
        String sentence =
                (passed ? "met" : "not met") + ": " + expectation.describe() + ": there are " + Wording.count(rows);
        return new ExpectationResult(
                "", expectation.describe(), passed, rows, Math.max(0, expectation.least() - rows), true, sentence);
    }

    @Override
    public String toString() {
        return sentence;
    }

    /** How many values broke an expectation, and one of them. */
    record Violations(long count, boolean exact, @Nullable String example) {}
}
