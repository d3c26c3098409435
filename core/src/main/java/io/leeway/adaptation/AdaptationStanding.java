package io.leeway.adaptation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What an adaptation has achieved so far: losses are log losses in nats, or squared errors of numbers, over all labels that came, by the predictions when they were
 * given.
 *
 * @param labels labels that came
 * @param outstanding rows that wait for their labels
 * @param mostOutstanding the most other rows that have waited at once
 * @param unknownLabels labels of rows that were not waiting; they taught nothing
 * @param loss the cumulative loss of the answers
 * @param temper the power to which each label's likelihood is raised, in (0, 1]; see {@link Adaptation}
 * @param guarantee the most by which {@code loss} may exceed the champion's, see {@link Adaptation}; for {@link Adaptation#bayesian} infinite once a
 *     label was late
 * @param experts the experts, the champion first
 */
public record AdaptationStanding(
        long labels,
        int outstanding,
        int mostOutstanding,
        long unknownLabels,
        double loss,
        double temper,
        double guarantee,
        List<ExpertStanding> experts) {

    /**
     * Returns the champion alone.
     *
     * @return its standing
     */
    public ExpertStanding champion() {
        return experts.get(0);
    }

    /**
     * Returns the expert with the least loss so far, which only hindsight knows.
     *
     * @return its standing; the champion before the first label
     */
    public ExpertStanding best() {
        return experts.stream()
                .min(Comparator.comparingDouble(ExpertStanding::loss))
                .orElseThrow();
    }

    /**
     * Returns by how much the answers exceed the champion's loss.
     *
     * @return nats in total; negative if the adaptation has gained
     */
    public double excess() {
        return loss - champion().loss();
    }

    /**
     * Returns the weight of the experts that ignore the champion: from one half on, what the champion learnt is of no use any more.
     *
     * @return a number in [0, 1]
     */
    public double trustWithoutChampion() {
        double sum = 0;
        for (ExpertStanding each : experts) {
            sum += each.name().startsWith(ExpertSet.FROM_NOTHING) ? each.weight() : 0;
        }
        return Math.min(1, sum);
    }

    /**
     * Returns a table of the experts.
     *
     * @return the table, at most 80 columns wide
     */
    @Override
    public String toString() {
        double rows = Math.max(1, labels);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d labels, %,d outstanding (at most %,d): loss %.4f, champion alone %.4f, temper %.4f%n%-32s %8s %7s",
                labels,
                outstanding,
                mostOutstanding,
                loss / rows,
                champion().loss() / rows,
                temper,
                "expert",
                "loss",
                "weight"));
        for (ExpertStanding each : experts) {
            text.append(
                    String.format(Locale.ROOT, "%n%-32s %8.4f %7.4f", each.name(), each.loss() / rows, each.weight()));
        }
        return text.toString();
    }
}
