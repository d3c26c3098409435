package io.leeway.monitoring.quality;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import org.jspecify.annotations.Nullable;

/** Checks one expectation over rows, one after the other. */
abstract class RowCheck<R> {
    private long missing;
    private long violations;
    private @Nullable String example;

    static <R> RowCheck<R> of(Schema<R> schema, Expectation expectation) {
        if (expectation instanceof RangeExpectation range) {
            return new OfRange<>(column(schema, expectation, FeatureType.NUMERIC), range);
        }
        if (expectation instanceof CategoryExpectation categories) {
            return new OfCategories<>(column(schema, expectation, FeatureType.CATEGORICAL), categories);
        }
        if (expectation instanceof MissingExpectation share) {
            return new OfMissing<>(schema.feature(share.column()), share);
        }
        return new OfRows<>((RowsExpectation) expectation);
    }

    private static <R> Feature<R> column(Schema<R> schema, Expectation expectation, FeatureType type) {
        Feature<R> feature = schema.feature(expectation.column());
        if (feature.type() != type) {
            throw new SchemaException(
                    feature.name(),
                    "expected that " + expectation.describe() + ", but the column is " + feature.type() + " and not "
                            + type);
        }
        return feature;
    }

    abstract void look(R row);

    abstract ExpectationResult result(long rows);

    void countMissing() {
        missing++;
    }

    long missing() {
        return missing;
    }

    void violate(Object value) {
        violations++;
        if (example == null) {
            example = value.toString();
        }
    }

    ExpectationResult ofValues(Expectation expectation, double allowedShare, long rows) {
        ExpectationResult.Violations found = new ExpectationResult.Violations(violations, true, example);
        return ExpectationResult.ofValues(expectation, allowedShare, rows - missing, missing, found);
    }

    private static final class OfRange<R> extends RowCheck<R> {
        private final Feature<R> feature;
        private final RangeExpectation expectation;

        OfRange(Feature<R> feature, RangeExpectation expectation) {
            this.feature = feature;
            this.expectation = expectation;
        }

        @Override
        void look(R row) {
            double value = feature.number(row);
            if (Double.isNaN(value)) {
                countMissing();
            } else if (!expectation.allows(value)) {
                violate(value);
            }
        }

        @Override
        ExpectationResult result(long rows) {
            return ofValues(expectation, 0, rows);
        }
    }

    private static final class OfCategories<R> extends RowCheck<R> {
        private final Feature<R> feature;
        private final CategoryExpectation expectation;

        OfCategories(Feature<R> feature, CategoryExpectation expectation) {
            this.feature = feature;
            this.expectation = expectation;
        }

        @Override
        void look(R row) {
            String value = feature.category(row);
            if (value == null) {
                countMissing();
            } else if (!expectation.knows(value)) {
                violate(value);
            }
        }

        @Override
        ExpectationResult result(long rows) {
            return ofValues(expectation, expectation.allowedShare(), rows);
        }
    }

    private static final class OfMissing<R> extends RowCheck<R> {
        private final Feature<R> feature;
        private final MissingExpectation expectation;

        OfMissing(Feature<R> feature, MissingExpectation expectation) {
            this.feature = feature;
            this.expectation = expectation;
        }

        @Override
        void look(R row) {
            boolean absent = feature.type() == FeatureType.NUMERIC
                    ? Double.isNaN(feature.number(row))
                    : feature.category(row) == null;
            if (absent) {
                countMissing();
            }
        }

        @Override
        ExpectationResult result(long rows) {
            return ExpectationResult.ofMissing(expectation, rows, missing());
        }
    }

    private static final class OfRows<R> extends RowCheck<R> {
        private final RowsExpectation expectation;

        OfRows(RowsExpectation expectation) {
            this.expectation = expectation;
        }

        @Override
        void look(R row) {}

        @Override
        ExpectationResult result(long rows) {
            return ExpectationResult.ofRows(expectation, rows);
        }
    }
}
