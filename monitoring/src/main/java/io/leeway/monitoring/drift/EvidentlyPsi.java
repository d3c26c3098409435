package io.leeway.monitoring.drift;

/** The population stability index with Evidently's replacement of empty shares. */
final class EvidentlyPsi implements ShareDistance.Formula {

    private static final double SMALL = 0.0001;
    private static final double MILLION = 1e6;

    @Override
    public double of(Bins bins) {
        double leastReference = 1;
        double leastCurrent = 1;
        for (int i = 0; i < bins.size(); i++) {
            leastReference = bins.reference(i) > 0 ? Math.min(leastReference, bins.referenceShare(i)) : leastReference;
            leastCurrent = bins.current(i) > 0 ? Math.min(leastCurrent, bins.currentShare(i)) : leastCurrent;
        }
        double emptyReference = empty(leastReference);
        double emptyCurrent = empty(leastCurrent);
        // Bins between the edges that are empty in both samples differ, too, where their replacements do.
        double sum = bins.emptyInBoth() * term(emptyReference, emptyCurrent);
        for (int i = 0; i < bins.size(); i++) {
            double r = bins.reference(i) > 0 ? bins.referenceShare(i) : emptyReference;
            double c = bins.current(i) > 0 ? bins.currentShare(i) : emptyCurrent;
            sum += term(r, c);
        }
        return sum;
    }

    private static double term(double r, double c) {
        return (c - r) * Math.log(c / r);
    }

    private static double empty(double least) {
        return least <= SMALL ? least / MILLION : SMALL;
    }
}
