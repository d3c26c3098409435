package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.leeway.model.CorruptModelException;
import io.leeway.model.UntrustedModelException;
import java.util.List;

/** Refuses a tensor that is in another file, or that would take more memory than the bytes which describe it. */
final class TensorExamination {
    /** The most elements that a byte or an int of a tensor's data can hold: types of two bits are packed. */
    private static final long PACKED = 4;

    /** The most elements that a sparse tensor may have when it is written out, as ONNX Runtime does: 64 MiB of floats. */
    private static final long MAX_SPARSE_ELEMENTS = 1 << 24;

    private TensorExamination() {}

    static void of(TensorProto tensor) {
        requireInside(tensor);
        long elements = elements(tensor, tensor.getDimsList());
        long present = Math.max(
                PACKED * Math.max(tensor.getRawData().size(), tensor.getInt32DataCount()),
                Math.max(
                        Math.max(tensor.getFloatDataCount(), tensor.getDoubleDataCount()),
                        Math.max(
                                Math.max(tensor.getInt64DataCount(), tensor.getUint64DataCount()),
                                tensor.getStringDataCount())));
        if (elements > present) {
            throw corrupt(
                    tensor,
                    "says that it has the shape " + Excerpt.of(tensor.getDimsList())
                            + ", but brings fewer values than that");
        }
    }

    static void of(SparseTensorProto tensor) {
        of(tensor.getValues());
        of(tensor.getIndices());
        long elements = elements(tensor.getValues(), tensor.getDimsList());
        if (elements > MAX_SPARSE_ELEMENTS) {
            throw new UntrustedModelException(
                    "sparse tensor",
                    "The model's sparse tensor " + Excerpt.of(tensor.getValues().getName()) + " would have " + elements
                            + " elements when it is written out, more than the limit of " + MAX_SPARSE_ELEMENTS
                            + ". Export the model with dense tensors.");
        }
    }

    private static void requireInside(TensorProto tensor) {
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            String location = tensor.getExternalDataList().stream()
                    .filter(each -> each.getKey().equals("location"))
                    .map(StringStringEntryProto::getValue)
                    .findFirst()
                    .orElse("another file");
            throw new UntrustedModelException(
                    location,
                    "The model keeps the values of " + Excerpt.of(tensor.getName()) + " in another file, "
                            + Excerpt.of(location) + ", and a model may read no files. Save it as one file"
                            + " (onnx.save_model with save_as_external_data=False).");
        }
    }

    private static long elements(TensorProto tensor, List<Long> shape) {
        long elements = 1;
        for (long each : shape) {
            boolean overflows = elements != 0 && each > Long.MAX_VALUE / elements;
            if (each < 0 || overflows) {
                throw corrupt(tensor, "has the impossible shape " + Excerpt.of(shape));
            }
            elements *= each;
        }
        return elements;
    }

    private static CorruptModelException corrupt(TensorProto tensor, String what) {
        return new CorruptModelException(
                OnnxGraph.FORM, tensor.getSerializedSize(), "the tensor " + Excerpt.of(tensor.getName()) + " " + what);
    }
}
