package io.leeway.monitoring.fairness;

import io.leeway.monitoring.fairness.GroupCounts.Rate;
import io.leeway.monitoring.performance.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Differences and ratios of the extreme rates. The intervals of all groups hold together (Bonferroni), so that bounds of the
 * extremes follow whichever groups these are.
 */
final class Disparities {
    private Disparities() {}

    static List<Disparity> of(Map<String, GroupCounts> groups, int leastRows, double confidence) {
        List<Disparity> disparities = new ArrayList<>();
        add(disparities, of(Criterion.DEMOGRAPHIC_PARITY, groups, Rate.SELECTION, leastRows, confidence));
        add(disparities, of(Criterion.EQUAL_OPPORTUNITY, groups, Rate.TRUE_POSITIVE, leastRows, confidence));
        // Two rates share the error.
        double half = 1 - (1 - confidence) / 2;
        Disparity hits = of(Criterion.EQUALISED_ODDS, groups, Rate.TRUE_POSITIVE, leastRows, half);
        Disparity alarms = of(Criterion.EQUALISED_ODDS, groups, Rate.FALSE_POSITIVE, leastRows, half);
        if (hits != null && alarms != null) {
            disparities.add(worse(hits, alarms, confidence));
        }
        add(disparities, of(Criterion.PREDICTIVE_PARITY, groups, Rate.PRECISION, leastRows, confidence));
        return disparities;
    }

    private static void add(List<Disparity> disparities, @Nullable Disparity disparity) {
        if (disparity != null) {
            disparities.add(disparity);
        }
    }

    private static @Nullable Disparity of(
            Criterion criterion, Map<String, GroupCounts> groups, Rate rate, int leastRows, double confidence) {
        Map<String, GroupCounts> defined = new TreeMap<>(groups);
        defined.values().removeIf(each -> each.relevant(rate) < leastRows);
        if (defined.size() < 2) {
            return null;
        }
        double each = 1 - (1 - confidence) / defined.size();
        String lowest = "";
        String highest = "";
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        // Bounds of the smallest and of the largest of the true rates.
        double lowLower = 1;
        double lowUpper = 1;
        double highLower = 0;
        double highUpper = 0;
        for (Map.Entry<String, GroupCounts> group : defined.entrySet()) {
            Interval interval = group.getValue().interval(rate, each);
            if (interval.estimate() < low) {
                low = interval.estimate();
                lowest = group.getKey();
            }
            if (interval.estimate() > high) {
                high = interval.estimate();
                highest = group.getKey();
            }
            lowLower = Math.min(lowLower, interval.lower());
            lowUpper = Math.min(lowUpper, interval.upper());
            highLower = Math.max(highLower, interval.lower());
            highUpper = Math.max(highUpper, interval.upper());
        }
        Interval difference =
                new Interval(high - low, Math.max(0, highLower - lowUpper), highUpper - lowLower, confidence);
        Interval ratio = new Interval(low / high, lowLower / highUpper, Math.min(1, lowUpper / highLower), confidence);
        return new Disparity(criterion, difference, ratio, lowest, highest);
    }

    private static Disparity worse(Disparity hits, Disparity alarms, double confidence) {
        Interval a = hits.difference();
        Interval b = alarms.difference();
        Interval c = hits.ratio();
        Interval d = alarms.ratio();
        Disparity decides = a.estimate() >= b.estimate() ? hits : alarms;
        // A ratio is undefined if no group has any such row: then only the other one tells groups apart.
        Interval ratio = Double.isNaN(c.estimate())
                ? d
                : Double.isNaN(d.estimate())
                        ? c
                        : new Interval(
                                Math.min(c.estimate(), d.estimate()),
                                Math.min(c.lower(), d.lower()),
                                Math.min(c.upper(), d.upper()),
                                confidence);
        return new Disparity(
                Criterion.EQUALISED_ODDS,
                new Interval(
                        Math.max(a.estimate(), b.estimate()),
                        Math.max(a.lower(), b.lower()),
                        Math.max(a.upper(), b.upper()),
                        confidence),
                new Interval(ratio.estimate(), ratio.lower(), ratio.upper(), confidence),
                decides.lowest(),
                decides.highest());
    }
}
