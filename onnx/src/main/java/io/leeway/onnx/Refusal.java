package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.leeway.model.CorruptModelException;
import io.leeway.model.ModelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ONNX Runtime says about a model that it does not load or run, in words for the model's owner. */
final class Refusal {
    /** The place in ONNX Runtime's sources that its messages begin with. */
    private static final Pattern PLACE =
            Pattern.compile("/onnxruntime_src/\\S{1,200}:\\d{1,6}( [^\\n]{1,1000}?\\)(?= [A-Z]))?");

    private static final Pattern CODE = Pattern.compile("^Error code - \\w{1,40} - message: ");

    /** How ONNX Runtime speaks of what it lacks rather than of what is wrong. */
    private static final Pattern LACKS = Pattern.compile("IR version|[Oo]pset \\d|is not a registered function/op"
            + "|No Op registered|NOT_IMPLEMENTED|Could not find an implementation");

    /** The sentence among many that says which opset would do. */
    private static final Pattern LIMIT = Pattern.compile("Current official support for domain \\S+ is till opset \\d+");

    private Refusal() {}

    /** What ONNX Runtime said, in one line. */
    static String words(OrtException e) {
        String message = CODE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        return Excerpt.of(
                PLACE.matcher(message).replaceAll("").replaceAll("\\s+", " ").strip());
    }

    /** Tells a model that this version of ONNX Runtime lacks something for from one that none could load. */
    static ModelException of(ModelProto model, long bytes, String runtime, OrtException e) {
        if (e.getCode() == OrtErrorCode.ORT_NOT_IMPLEMENTED
                || LACKS.matcher(String.valueOf(e.getMessage())).find()) {
            Matcher limit = LIMIT.matcher(String.valueOf(e.getMessage()));
            String what = limit.find() ? limit.group() : words(e);
            return new UnsupportedModelException(model.getIrVersion(), opsets(model), runtime, what, e);
        }
        return new CorruptModelException(
                OnnxGraph.FORM, bytes, "ONNX Runtime " + runtime + " cannot load it (" + words(e) + ")", e);
    }

    private static Map<String, Long> opsets(ModelProto model) {
        Map<String, Long> opsets = new LinkedHashMap<>();
        for (OperatorSetIdProto each : model.getOpsetImportList()) {
            opsets.put(each.getDomain().isEmpty() ? "ai.onnx" : each.getDomain(), each.getVersion());
        }
        return opsets;
    }
}
