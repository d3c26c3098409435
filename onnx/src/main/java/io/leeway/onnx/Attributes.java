package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the attributes of a node by name. */
record Attributes(NodeProto node) {

    private static final Set<String> CLASS_LABELS =
            Set.of("classlabels_strings", "classlabels_int64s", "classlabels_ints");

    static Attributes of(NodeProto node) {
        return new Attributes(node);
    }

    Optional<AttributeProto> named(String name) {
        return node.getAttributeList().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    /** The lists of classes that the node names; none for most operators. */
    List<List<String>> classLabels() {
        List<List<String>> lists = new ArrayList<>();
        for (AttributeProto each : node.getAttributeList()) {
            if (CLASS_LABELS.contains(each.getName())) {
                List<String> texts = each.getStringsCount() > 0
                        ? each.getStringsList().stream()
                                .map(ByteString::toStringUtf8)
                                .toList()
                        : each.getIntsList().stream().map(String::valueOf).toList();
                if (texts.size() >= 2) {
                    lists.add(texts);
                }
            }
        }
        return lists;
    }
}
