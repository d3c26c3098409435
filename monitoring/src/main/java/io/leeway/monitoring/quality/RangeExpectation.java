package io.leeway.monitoring.quality;

/** Numbers lie within limits, infinities never do. */
record RangeExpectation(String column, double least, double most) implements Expectation {
    RangeExpectation {
        if (!(least <= most)) {
            throw new IllegalArgumentException(
                    "no value of \"" + column + "\" could be between " + least + " and " + most);
        }
    }

    boolean allows(double value) {
        return value >= least && value <= most && Math.abs(value) <= Double.MAX_VALUE;
    }

    @Override
    public String describe() {
        if (least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY) {
            return "\"" + column + "\" is finite";
        }
        if (least == Double.NEGATIVE_INFINITY) {
            return "\"" + column + "\" is at most " + Wording.number(most);
        }
        if (most == Double.POSITIVE_INFINITY) {
            return "\"" + column + "\" is at least " + Wording.number(least);
        }
        return "\"" + column + "\" is between " + Wording.number(least) + " and " + Wording.number(most);
    }
}
