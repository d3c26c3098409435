package io.leeway.monitoring.quality;

/** No more than a share of the values is missing. */
record MissingExpectation(String column, double mostShare) implements Expectation {
    MissingExpectation {
        Wording.requireShare(mostShare);
    }

    @Override
    public String describe() {
        return "\"" + column + "\" is missing in a share of at most " + Wording.number(mostShare);
    }
}
