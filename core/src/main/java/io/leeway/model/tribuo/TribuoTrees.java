package io.leeway.model.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;

/**
 * Reads Tribuo's trees, alone or in ensembles: forests, extra trees, bagging and AdaBoost.
 *
 * <p>Tribuo asks whether a number is greater than a node's, both as doubles; an absent feature is 0. A tree of a classifier answers the
 * shares of its leaf; an ensemble adds up its members' shares or votes, each by its member's weight, and divides by their sum; an ensemble of
 * regressors averages.
 */
final class TribuoTrees {

    /** How members' answers are combined, by the class that does so. */
    private static final String SHARES = FullyWeightedVotingCombiner.class.getName();

    private static final String VOTES = VotingCombiner.class.getName();
    private static final String AVERAGE = AveragingCombiner.class.getName();
    private static final String ALONE = "";

    private final TribuoPredictor<?, ?> tribuo;
    private final FeaturePlaces places;
    private final TreeDraft draft = new TreeDraft();
    private final String combiner;
    private final Example<?> any = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);

    private TribuoTrees(TribuoPredictor<?, ?> tribuo, FeaturePlaces places, String combiner) {
        this.tribuo = tribuo;
        this.places = places;
        this.combiner = combiner;
    }

    static boolean areIn(Model<?> model) {
        return model instanceof TreeModel<?>
                || model instanceof WeightedEnsembleModel<?> ensemble
                        && ensemble.getModels().stream().allMatch(TreeModel.class::isInstance);
    }

    static TreeEnsemble of(TribuoPredictor<?, ?> tribuo, FeaturePlaces places) throws NotCompilableException {
        List<TreeModel<?>> trees = new ArrayList<>();
        double[] weights = {1};
        String combiner = ALONE;
        if (tribuo.model() instanceof WeightedEnsembleModel<?> ensemble) {
            ensemble.getModels().forEach(each -> trees.add((TreeModel<?>) each));
            WeightedEnsembleModelProto form = form(ensemble);
            combiner = form.getCombiner().getClassName();
            weights = form.getWeightsList().stream()
                    .mapToDouble(Float::doubleValue)
                    .toArray();
        } else {
            trees.add((TreeModel<?>) tribuo.model());
        }
        return new TribuoTrees(tribuo, places, combiner).ensemble(trees, weights);
    }

    /** Only an ensemble's serialised form says how it combines its members. */
    private static WeightedEnsembleModelProto form(WeightedEnsembleModel<?> ensemble) throws NotCompilableException {
        try {
            return ensemble.serialize().getSerializedData().unpack(WeightedEnsembleModelProto.class);
        } catch (InvalidProtocolBufferException e) {
            throw new NotCompilableException("its ensemble has another form: " + e.getMessage());
        }
    }

    private TreeEnsemble ensemble(List<TreeModel<?>> trees, double[] weights) throws NotCompilableException {
        boolean known = tribuo.classes().isEmpty()
                ? combiner.equals(AVERAGE)
                : combiner.equals(SHARES) || combiner.equals(VOTES);
        if (!known && !combiner.equals(ALONE)) {
            throw new NotCompilableException("its members are combined by " + combiner);
        }
        double total = 0;
        for (double weight : weights) {
            total += weight;
            if (!(weight >= 0) || !Double.isFinite(total)) {
                throw new NotCompilableException("a member's weight is " + weight);
            }
        }
        if (weights.length != trees.size() || !(total > 0)) {
            throw new NotCompilableException(
                    "its " + trees.size() + " members have " + weights.length + " weights with the sum " + total);
        }
        for (int i = 0; i < weights.length; i++) {
            tree(trees.get(i), tribuo.classes().isEmpty() ? weights[i] / total : weights[i]);
        }
        double[] base = new double[Math.max(1, tribuo.classes().size())];
        TreeAnswer answer = tribuo.classes().isEmpty() || combiner.equals(ALONE) ? TreeAnswer.SUM : TreeAnswer.SHARES;
        return new TreeEnsemble(draft.trees(false), places, base, answer, false, 0);
    }

    private record Open(Node<?> node, int place) {}

    private void tree(TreeModel<?> tree, double weight) throws NotCompilableException {
        ImmutableFeatureMap ids = tree.getFeatureIDMap();
        // Tribuo's trees of several numbers have no single root.
        if (tree.getRoot() == null) {
            throw new NotCompilableException("it contains a " + tree.getClass().getSimpleName());
        }
        Deque<Open> open = new ArrayDeque<>();
        open.add(new Open(tree.getRoot(), draft.root(0)));
        while (!open.isEmpty()) {
            Open next = open.remove();
            if (next.node instanceof SplitNode<?> split) {
                int first = draft.split(next.place, places.place(ids, split.getFeatureID()), split.splitValue());
                open.add(new Open(split.getLessThanOrEqual(), first));
                open.add(new Open(split.getGreaterThan(), first + 1));
            } else if (next.node instanceof LeafNode<?> leaf) {
                leaf(next.place, leaf, weight);
            } else {
                throw new NotCompilableException(
                        "its tree contains a " + next.node.getClass().getSimpleName());
            }
        }
    }

    private void leaf(int place, LeafNode<?> leaf, double weight) throws NotCompilableException {
        if (leaf.getOutput() instanceof Regressor number && tribuo.classes().isEmpty()) {
            draft.leaf(place, weight * number.getValues()[0]);
            return;
        }
        double[] shares = new double[tribuo.classes().size()];
        if (combiner.equals(VOTES)) {
            add(shares, leaf.getOutput(), weight);
        } else if (combiner.equals(SHARES)) {
            for (Object each : leaf.getDistribution().values()) {
                if (each instanceof Label label) {
                    add(shares, label, weight * label.getScore());
                }
            }
        } else {
            Prediction<?> prediction = prediction(leaf);
            for (int i = 0; i < shares.length; i++) {
                shares[i] = tribuo.probability(prediction, tribuo.classes().get(i));
            }
        }
        for (double share : shares) {
            if (!(share >= 0)) {
                throw new NotCompilableException("a leaf of its trees has the share " + share);
            }
        }
        draft.leaf(place, shares);
    }

    @SuppressWarnings("unchecked")
    private Prediction<?> prediction(LeafNode<?> leaf) {
        return ((LeafNode<Label>) leaf).getPrediction(1, (Example<Label>) any);
    }

    private void add(double[] shares, Object output, double weight) throws NotCompilableException {
        int place = output instanceof Label label ? tribuo.classes().indexOf(label.getLabel()) : -1;
        if (place < 0) {
            throw new NotCompilableException("a leaf of its trees answers " + output);
        }
        shares[place] += weight;
    }
}
