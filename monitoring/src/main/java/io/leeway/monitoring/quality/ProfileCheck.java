package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.ExpectationResult.Violations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks an expectation against what a profile remembers. */
final class ProfileCheck {
    private ProfileCheck() {}

    static ExpectationResult result(Profile profile, Expectation expectation) {
        if (expectation instanceof RangeExpectation range) {
            NumericProfile numeric = profile.numeric(range.column());
            long checked = numeric.count() + numeric.infinite();
            return ExpectationResult.ofValues(range, 0, checked, numeric.missing(), outside(numeric, range));
        }
        if (expectation instanceof CategoryExpectation categories) {
            CategoricalProfile categorical = profile.categorical(categories.column());
            return ExpectationResult.ofValues(
                    categories,
                    categories.allowedShare(),
                    categorical.count(),
                    categorical.missing(),
                    unknown(categorical, categories));
        }
        if (expectation instanceof MissingExpectation share) {
            return ExpectationResult.ofMissing(
                    share, profile.rows(), profile.feature(share.column()).missing());
        }
        return ExpectationResult.ofRows((RowsExpectation) expectation, profile.rows());
    }

    /** Whether there are any is exact, since the least and the greatest value are. */
    private static Violations outside(NumericProfile numeric, RangeExpectation range) {
        boolean below = numeric.min() < range.least();
        boolean above = numeric.max() > range.most();
        if (!below && !above) {
            return new Violations(numeric.infinite(), true, numeric.infinite() > 0 ? "Infinity" : null);
        }
        double share = (below ? numeric.cdf(range.least()) : 0) + (above ? 1 - numeric.cdf(range.most()) : 0);
        long least = (below ? 1L : 0L) + (above ? 1L : 0L);
        long estimate = Math.min(numeric.count(), Math.max(least, Math.round(share * numeric.count())));
        String example = String.valueOf(below ? numeric.min() : numeric.max());
        return new Violations(estimate + numeric.infinite(), false, example);
    }

    private static Violations unknown(CategoricalProfile categorical, CategoryExpectation expectation) {
        long unknown = categorical.other();
        @Nullable String example = null;
        for (Map.Entry<String, Long> entry : categorical.counts().entrySet()) {
            if (!expectation.knows(entry.getKey())) {
                unknown += entry.getValue();
                example = example == null ? entry.getKey() : example;
            }
        }
        return new Violations(unknown, categorical.other() == 0, example);
    }
}
