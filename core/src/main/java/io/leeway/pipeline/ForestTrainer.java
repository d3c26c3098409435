package io.leeway.pipeline;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.EnsembleCombiner;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.provenance.TrainerProvenance;

/** Tribuo's random forest, whose trees read the rows' features once for all of them. */
final class ForestTrainer<T extends Output<T>> extends RandomForestTrainer<T> {

    private final TreeTrainer<T> tree;

    ForestTrainer(TreeTrainer<T> tree, EnsembleCombiner<T> combiner, int trees, long seed) {
        super(tree, combiner, trees, seed);
        this.tree = tree;
    }

    @Override
    public synchronized EnsembleModel<T> train(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        tree.bagsAreOf(examples);
        try {
            return super.train(examples, runProvenance, invocationCount);
        } finally {
            tree.bagsAreOver();
        }
    }

    @Override
    public TrainerProvenance getProvenance() {
        return TrainerRecord.of(this, Map.of("trees", (double) numMembers, "seed", (double) seed));
    }
}
