package io.leeway.monitoring.drift;

/**
 * The relative entropy of the reference with respect to the current sample (Kullback and Leibler 1951); an empty bin counts as half a row.
 *
 * @param base of the logarithm, above 1
 */
record KullbackLeibler(double base) implements Entropy {

    KullbackLeibler {
        Options.base(base);
    }

    @Override
    public KullbackLeibler withBase(double logarithm) {
        return new KullbackLeibler(logarithm);
    }

    @Override
    public double of(Bins bins) {
        double n = 0;
        double m = 0;
        for (int i = 0; i < bins.size(); i++) {
            n += Math.max(bins.reference(i), 0.5);
            m += Math.max(bins.current(i), 0.5);
        }
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double p = Math.max(bins.reference(i), 0.5) / n;
            double q = Math.max(bins.current(i), 0.5) / m;
            // Less p - q, whose sum is 0, each term is positive.
            sum += p * Math.log(p / q) - (p - q);
        }
        return Math.max(0, sum) / Math.log(base);
    }
}
