package io.leeway.onnx.flat;

import io.leeway.onnx.flat.TreeNodes.Mode;
import io.leeway.onnx.flat.TreeNodes.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rows get a weight for a target of trees: surely all, if each leaf of some tree has one. */
enum Share {
    NONE,
    SOME,
    ALL;

    /** Returns the share of each target. */
    static List<Share> ofTargets(TreeNodes nodes, int targets) {
        Set<Integer> roots = new HashSet<>(nodes.roots());
        List<Share> shares = new ArrayList<>(Collections.nCopies(targets, NONE));
        int[] leavesWith = new int[targets];
        Set<Integer> touched = new HashSet<>();
        int leaves = 0;
        for (int i = 0; i <= nodes.size(); i++) {
            if (i == nodes.size() || roots.contains(i)) {
                for (int target : touched) {
                    if (leavesWith[target] == leaves) {
                        shares.set(target, ALL);
                    }
                    leavesWith[target] = 0;
                }
                touched.clear();
                leaves = 0;
            }
            if (i < nodes.size() && nodes.node(i).mode() == Mode.LEAF) {
                leaves++;
                int[] weighted = nodes.weights(i).stream()
                        .mapToInt(Weight::target)
                        .distinct()
                        .toArray();
                for (int target : weighted) {
                    leavesWith[target]++;
                    touched.add(target);
                    shares.set(target, shares.get(target) == ALL ? ALL : SOME);
                }
            }
        }
        return shares;
    }
}
