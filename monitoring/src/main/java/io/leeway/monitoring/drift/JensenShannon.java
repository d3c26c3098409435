package io.leeway.monitoring.drift;

/**
 * With shares p and q and m = (p + q) / 2 the square root of (KL(p, m) + KL(q, m)) / 2 (Endres and Schindelin 2003).
 *
 * @param base of the logarithm, above 1
 */
record JensenShannon(double base) implements Entropy {

    static final double DEFAULT_BASE = 2;

    JensenShannon {
        Options.base(base);
    }

    @Override
    public JensenShannon withBase(double logarithm) {
        return new JensenShannon(logarithm);
    }

    @Override
    public double of(Bins bins) {
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double p = bins.referenceShare(i);
            double q = bins.currentShare(i);
            double middle = (p + q) / 2;
            sum += relativeEntropy(p, middle) + relativeEntropy(q, middle);
        }
        return Math.sqrt(Math.max(0, sum) / Math.log(base) / 2);
    }

    private static double relativeEntropy(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle);
    }
}
