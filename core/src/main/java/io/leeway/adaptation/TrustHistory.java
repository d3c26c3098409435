package io.leeway.adaptation;

import io.leeway.monitoring.report.TimeChart;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which expert of an adaptation was trusted when, for reports. Immutable.
 *
 * @param moments the weights, in the order of time
 */
public record TrustHistory(List<Moment> moments) {
    /** Experts that never had this weight are shown together. */
    private static final double SHOWN = 0.1;

    private static final int MOST_EXPERTS = TimeChart.MOST_SERIES - 1;

    /**
     * The experts at one time.
     *
     * @param at the time
     * @param experts the experts with their weights then, the champion first
     */
    public record Moment(Instant at, List<ExpertStanding> experts) {
        /**
         * Copies the experts.
         *
         * @param at the time
         * @param experts the experts with their weights then
         */
        public Moment {
            experts = List.copyOf(experts);
        }

        /**
         * Takes the weights of a standing.
         *
         * @param at the time
         * @param standing the standing of an adapter then
         * @return the moment
         */
        public static Moment of(Instant at, AdaptationStanding standing) {
            return new Moment(at, standing.experts());
        }
    }

    /**
     * Copies the moments.
     *
     * @param moments the weights, in the order of time
     */
    public TrustHistory {
        moments = List.copyOf(moments);
    }

    /**
     * Draws the weight of each expert that ever had 10 % or more, at most seven, and that of all others together.
     *
     * @param title the title
     * @return a chart from 0 to 100 %, without marks
     */
    public TimeChart chart(String title) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (int i = 0; i < moments.size(); i++) {
            for (ExpertStanding expert : moments.get(i).experts()) {
                weights.computeIfAbsent(expert.name(), name -> new double[moments.size()])[i] = expert.weight();
            }
        }
        List<Instant> times = moments.stream().map(Moment::at).toList();
        double[] others = new double[moments.size()];
        Arrays.fill(others, 1);
        TimeChart chart = TimeChart.titled(title)
                .caption("The weight of each expert that ever had 10 % or more.")
                .percent()
                .fromZero();
        for (Map.Entry<String, double[]> each : weights.entrySet().stream()
                .filter(each -> Arrays.stream(each.getValue()).max().orElse(0) >= SHOWN)
                .sorted(Comparator.comparingDouble(
                        each -> -Arrays.stream(each.getValue()).sum()))
                .limit(MOST_EXPERTS)
                .toList()) {
            chart = chart.series(each.getKey(), times, each.getValue());
            for (int i = 0; i < others.length; i++) {
                others[i] = Math.max(0, others[i] - each.getValue()[i]);
            }
        }
        return chart.series("all others", times, others);
    }
}
