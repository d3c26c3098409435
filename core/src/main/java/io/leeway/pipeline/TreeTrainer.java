package io.leeway.pipeline;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.common.tree.AbstractCARTTrainer;
import org.tribuo.common.tree.AbstractTrainingNode;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Grows Tribuo's trees from binned features. Tribuo's own regression trees look at every row for every possible split, which takes the square
 * of the rows: hours where this takes seconds.
 */
final class TreeTrainer<T extends Output<T>> extends AbstractCARTTrainer<T> {

    private static final float ALL = 1.0f;
    private static final float SOME = 0.5f;

    /** A tree of a forest has no more, so that the size of a forest does not grow with its rows. */
    private static final int MOST_LEAVES = 500;

    private final Function<Dataset<T>, Targets<T>> targets;
    private final boolean sampled;
    private @Nullable TreeRows<T> whole;

    /**
     * Makes a trainer.
     *
     * @param sampled whether each split looks at a third of the features, drawn anew, as in a forest
     */
    TreeTrainer(Function<Dataset<T>, Targets<T>> targets, int depth, int leafRows, boolean sampled, long seed) {
        super(depth, leafRows, 0.0f, ALL, false, seed);
        this.targets = targets;
        this.sampled = sampled;
        postConfig();
    }

    /** Until {@link #bagsAreOver}, what is trained on is drawn from these examples. */
    void bagsAreOf(Dataset<T> examples) {
        whole = TreeRows.of(examples, targets);
    }

    void bagsAreOver() {
        whole = null;
    }

    @Override
    protected AbstractTrainingNode<T> mkTrainingNode(
            Dataset<T> examples, AbstractTrainingNode.LeafDeterminer determiner) {
        TreeRows<T> from = whole == null ? TreeRows.of(examples, targets) : whole;
        int features = from.columns().bins().length;
        int tried = sampled ? Math.max(1, (features + 2) / 3) : features;
        double leaf = Math.max(minChildWeight, sampled ? (double) examples.size() / MOST_LEAVES : 0);
        return new TreeGrowth<>(from.columns(), from.targets(), tried, leaf).root(from.rows(examples), determiner);
    }

    /** Tribuo asks whether features are drawn; how many is decided when their number is known. */
    @Override
    public float getFractionFeaturesInSplit() {
        return sampled ? SOME : ALL;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return TrainerRecord.of(
                this,
                Map.of(
                        "depth", (double) maxDepth,
                        "leafRows", (double) minChildWeight,
                        "sampled", sampled ? 1.0 : 0.0,
                        "seed", (double) seed));
    }
}
