package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Finds what is broken in a block of rows, not merely different: learns from the blocks of a reference how much each of some sharp statistics
 * differs between them, and judges further blocks by that.
 *
 * <pre>{@code
 * Signatures signatures = Signatures.of(blocksOfWeeks);
 * for (Finding finding : signatures.judge(blockOfThisWeek)) {
 *     System.out.println(finding);      // temp reads like degrees Celsius, not Fahrenheit (32 + 1.8 x turns it back) since 2013-03-02T...
 * }
 * }</pre>
 *
 * <p>Each statistic (the share of a feature's missing values, say) is computed for each block of the reference against the others, and for the
 * judged block against all. It is suspicious beyond Student's prediction interval of those of the reference; levels are divided by the number
 * of statistics (Bonferroni). What is suspicious of one feature is then explained: of each feature at most one finding results.
 *
 * <p>Immutable and safe for use by several threads. Cost: learning computes each statistic once for each block, judging once.
 */
public final class Signatures {

    /** The default of {@link #withLevel}. */
    public static final double DEFAULT_LEVEL = 0.01;

    /** Fewer blocks say too little of how much blocks differ. */
    public static final int MINIMUM_BLOCKS = 3;

    /** A statistic and what it is on the reference's blocks. */
    private record Learned(Statistic statistic, BlockScale scale) {
        /** How many deviations are suspicious at a level. */
        double limit(double level) {
            double tail = statistic.side() == Statistic.Side.BOTH ? level / 2 : level;
            return TDistribution.of(scale.blocks() - 1.0).inverseSurvivalProbability(tail);
        }
    }

    private final List<Block> reference;
    private final List<Learned> learned;
    private final double[] limits;

    private Signatures(List<Block> reference, List<Learned> learned, double level) {
        this.reference = reference;
        this.learned = learned;
        this.limits = learned.stream()
                .mapToDouble(each -> each.limit(level / learned.size()))
                .toArray();
    }

    /**
     * Learns from a reference.
     *
     * @param blocks blocks of about the length of those to judge, such as weeks; blocks without a row are left out
     * @return what judges further blocks
     * @throws IllegalArgumentException if fewer than {@value #MINIMUM_BLOCKS} blocks have rows, or their features differ
     */
    public static Signatures of(List<Block> blocks) {
        List<Block> reference =
                blocks.stream().filter(block -> block.rows() > 0).toList();
        if (reference.size() < MINIMUM_BLOCKS) {
            throw new IllegalArgumentException("a reference of " + reference.size()
                    + " blocks with rows says too little of how much blocks differ; give at least " + MINIMUM_BLOCKS);
        }
        reference.forEach(block -> requireSame(reference.get(0), block));
        List<Learned> learned = new ArrayList<>();
        for (Statistic statistic : Catalogue.statistics(reference)) {
            double[] values = new double[reference.size()];
            int size = 0;
            for (Block block : reference) {
                List<Block> others = new ArrayList<>(reference);
                others.remove(block);
                double value = statistic.of(block, others);
                if (!Double.isNaN(value)) {
                    values[size++] = value;
                }
            }
            if (size >= MINIMUM_BLOCKS) {
                learned.add(new Learned(statistic, BlockScale.of(Arrays.copyOf(values, size))));
            }
        }
        return new Signatures(reference, List.copyOf(learned), DEFAULT_LEVEL);
    }

    private static void requireSame(Block first, Block block) {
        if (!first.numeric().equals(block.numeric()) || !first.categorical().equals(block.categorical())) {
            throw new IllegalArgumentException("a block has the features " + block.numeric() + block.categorical()
                    + ", the reference's first one " + first.numeric() + first.categorical());
        }
    }

    /**
     * Sets the probability of a finding in a block that differs from the reference no more than its own blocks do from each other, if
     * statistics of blocks are about normal.
     *
     * @param probability in (0, 1); {@value #DEFAULT_LEVEL} by default
     * @return new signatures
     * @throws IllegalArgumentException if it lies outside (0, 1)
     */
    public Signatures withLevel(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + probability);
        }
        return new Signatures(reference, learned, probability);
    }

    /**
     * Judges a block.
     *
     * @param window the block, with the features of the reference
     * @return what is broken, rows as such first, then the strongest; empty if nothing is
     * @throws IllegalArgumentException if its features differ from those of the reference
     */
    public List<Finding> judge(Block window) {
        requireSame(reference.get(0), window);
        Map<String, Case> cases = new LinkedHashMap<>();
        List<Suspicion> pairs = new ArrayList<>();
        for (Suspicion suspicion : suspicions(window)) {
            String feature = suspicion.statistic().feature();
            if (suspicion.statistic() instanceof PairStatistic) {
                pairs.add(suspicion);
            } else {
                cases.computeIfAbsent(feature, name -> new Case(name, window, reference))
                        .add(suspicion);
            }
        }
        List<Finding> findings = new ArrayList<>();
        cases.putAll(SensorDiagnosis.of(cases, window, reference));
        cases.values().removeIf(Case::isEmpty);
        findings.addAll(SwapDiagnosis.of(cases));
        for (Case odd : cases.values()) {
            diagnosis(odd).ifPresent(findings::add);
        }
        addPairs(window, pairs, findings);
        return RowsDiagnosis.withoutConsequences(findings).stream()
                .sorted(Comparator.comparing(
                                (Finding finding) -> !finding.feature().equals(Finding.ROWS))
                        .thenComparing(
                                Comparator.comparingDouble(Finding::strength).reversed()))
                .toList();
    }

    private List<Suspicion> suspicions(Block window) {
        List<Suspicion> suspicions = new ArrayList<>();
        for (int i = 0; i < limits.length; i++) {
            Learned each = learned.get(i);
            boolean ofRows = each.statistic.feature().equals(Finding.ROWS);
            double value = window.rows() == 0 && !ofRows ? Double.NaN : each.statistic.of(window, reference);
            double distance = each.scale.distance(value, each.statistic.least(each.scale, window));
            boolean below = each.statistic.side() == Statistic.Side.BOTH && distance < -limits[i];
            if (distance > limits[i] || below) {
                suspicions.add(new Suspicion(each.statistic, value, distance));
            }
        }
        return suspicions;
    }

    private static Optional<Finding> diagnosis(Case odd) {
        if (odd.feature().equals(Finding.ROWS)) {
            return RowsDiagnosis.of(odd);
        }
        return odd.window().isNumeric(odd.feature()) ? NumberDiagnosis.of(odd) : CategoryDiagnosis.of(odd);
    }

    /** Two features are explained together only if neither has an explanation of its own. */
    private void addPairs(Block window, List<Suspicion> pairs, List<Finding> findings) {
        Set<String> explained = new HashSet<>();
        findings.forEach(finding -> explained.add(finding.feature()));
        pairs.sort(Comparator.comparing((Suspicion pair) -> pair.statistic().symptom() != Symptom.EQUAL)
                .thenComparing(Comparator.comparingDouble(Suspicion::strength).reversed()));
        PairDiagnosis diagnosis = new PairDiagnosis(window, reference);
        for (Suspicion suspicion : pairs) {
            PairStatistic pair = (PairStatistic) suspicion.statistic();
            if (!explained.contains(pair.feature()) && !explained.contains(pair.other())) {
                findings.add(diagnosis.of(suspicion));
                explained.add(pair.feature());
                explained.add(pair.other());
            }
        }
    }
}
