package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.leeway.model.CorruptModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses trees whose branches lead back: ONNX Runtime follows them without end, and cannot be stopped within one operator. */
final class TreeExamination {
    private static final Set<String> BY_TREE = Set.of("TreeEnsembleClassifier", "TreeEnsembleRegressor");
    private static final String BY_PLACE = "TreeEnsemble";
    private static final ByteString LEAF = ByteString.copyFromUtf8("LEAF");
    private static final int NONE = -1;

    private final NodeProto node;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    private TreeExamination(NodeProto node) {
        this.node = node;
        for (AttributeProto each : node.getAttributeList()) {
            if (attributes.put(each.getName(), each) != null) {
                throw corrupt("has the attribute " + Excerpt.of(each.getName()) + " twice");
            }
        }
    }

    static void of(NodeProto node) {
        if (BY_TREE.contains(node.getOpType())) {
            new TreeExamination(node).byTree();
        } else if (node.getOpType().equals(BY_PLACE)) {
            new TreeExamination(node).byPlace();
        }
    }

    private List<Long> ints(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    /** Children are named by their number within their tree. */
    private void byTree() {
        List<Long> trees = ints("nodes_treeids");
        List<Long> numbers = ints("nodes_nodeids");
        AttributeProto modes = attributes.get("nodes_modes");
        List<ByteString> kinds = modes == null ? List.of() : modes.getStringsList();
        int count = trees.size();
        List<Long> yes = ints("nodes_truenodeids");
        List<Long> no = ints("nodes_falsenodeids");
        if (numbers.size() != count || kinds.size() != count || yes.size() != count || no.size() != count) {
            throw corrupt("has attributes of different lengths");
        }
        if (!isInt(trees) || !isInt(numbers)) {
            throw corrupt("numbers its trees or nodes beyond " + Integer.MAX_VALUE);
        }
        Places places = Places.of(trees, numbers);
        int[] left = new int[count];
        int[] right = new int[count];
        for (int i = 0; i < count; i++) {
            boolean leaf = kinds.get(i).equals(LEAF);
            left[i] = leaf ? NONE : child(places, i, yes.get(i));
            right[i] = leaf ? NONE : child(places, i, no.get(i));
        }
        requireNoCircle(left, right);
    }

    private static boolean isInt(List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            if (number < 0 || number > Integer.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** ONNX Runtime cuts a long number to an int, and may find the root where there is no such node. */
    private int child(Places places, int parent, long number) {
        int child = places.of(parent, number);
        if (child == NONE) {
            throw corrupt("has a branch that leads to the node " + number + ", which is not there");
        }
        return child;
    }

    /** Children are named by their place among all nodes. */
    private void byPlace() {
        requireNoCircle(
                children("nodes_truenodeids", "nodes_trueleafs"), children("nodes_falsenodeids", "nodes_falseleafs"));
    }

    private int[] children(String ids, String leaves) {
        List<Long> places = ints(ids);
        List<Long> isLeaf = ints(leaves);
        if (places.size() != isLeaf.size()
                || places.size() != ints("nodes_truenodeids").size()) {
            throw corrupt("has attributes of different lengths");
        }
        int[] children = new int[places.size()];
        for (int i = 0; i < children.length; i++) {
            long place = places.get(i);
            boolean leaf = isLeaf.get(i) != 0;
            if (!leaf && (place < 0 || place >= children.length)) {
                throw corrupt("has a branch that leads to the node " + place + ", which is not there");
            }
            children[i] = leaf ? NONE : (int) place;
        }
        return children;
    }

    /** Takes away nodes that nothing leads to, until none is left. */
    private void requireNoCircle(int[] left, int[] right) {
        int count = left.length;
        int[] parents = new int[count];
        for (int i = 0; i < count; i++) {
            count(left[i], parents);
            count(right[i], parents);
        }
        int[] free = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (parents[i] == 0) {
                free[found++] = i;
            }
        }
        for (int next = 0; next < found; next++) {
            for (int child : new int[] {left[free[next]], right[free[next]]}) {
                if (child != NONE && --parents[child] == 0) {
                    free[found++] = child;
                }
            }
        }
        if (found < count) {
            throw corrupt("has a tree whose branches lead back to where they come from");
        }
    }

    private static void count(int child, int[] parents) {
        if (child != NONE) {
            parents[child]++;
        }
    }

    private CorruptModelException corrupt(String what) {
        return new CorruptModelException(
                OnnxGraph.FORM, node.getSerializedSize(), "the operator " + node.getOpType() + " " + what);
    }

    /** Where the nodes of a tree stand in the lists: one after another in nearly all models, anywhere in others. */
    private record Places(int[] starts, List<Long> trees, Map<List<Long>, Integer> anywhere) {

        static Places of(List<Long> trees, List<Long> numbers) {
            int[] starts = new int[trees.size()];
            long greatest = Long.MIN_VALUE;
            boolean inOrder = true;
            for (int i = 0; i < starts.length && inOrder; i++) {
                boolean first = i == 0 || !trees.get(i).equals(trees.get(i - 1));
                starts[i] = first ? i : starts[i - 1];
                inOrder = numbers.get(i) == i - starts[i] && (!first || i == 0 || trees.get(i) > greatest);
                greatest = Math.max(greatest, trees.get(i));
            }
            Map<List<Long>, Integer> anywhere = new HashMap<>();
            for (int i = 0; i < starts.length && !inOrder; i++) {
                anywhere.put(List.of(trees.get(i), numbers.get(i)), i);
            }
            return new Places(inOrder ? starts : Arrays.copyOf(starts, 0), trees, anywhere);
        }

        /** The place of a node's child; {@link #NONE} where there is no such node. */
        int of(int parent, long number) {
            if (starts.length == 0) {
                return anywhere.getOrDefault(List.of(trees.get(parent), number), NONE);
            }
            long place = starts[parent] + number;
            boolean inside = number >= 0 && place < starts.length && starts[(int) place] == starts[parent];
            return inside ? (int) place : NONE;
        }
    }
}
