package io.leeway.monitoring.quality;

/** There are enough rows. */
record RowsExpectation(long least) implements Expectation {
    RowsExpectation {
        if (least < 0) {
            throw new IllegalArgumentException("there cannot be fewer than 0 rows, and " + least + " were expected");
        }
    }

    @Override
    public String column() {
        return "";
    }

    @Override
    public String describe() {
        return "there are at least " + Wording.count(least) + " rows";
    }
}
