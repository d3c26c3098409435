package io.leeway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.leeway.model.UnseenCategories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The inputs of a graph for up to so many rows, and its raw answers; used by one thread at a time. */
final class InputTensors implements AutoCloseable {
    private final List<InputBuffer> buffers = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final NativeMemory memory;
    private final double[] raw;

    /** How many rows the tensors that are kept are for; 0 before the first. */
    private int rows;

    InputTensors(OnnxGraph graph, Binding<?> binding, int capacity, int rawWidth, NativeMemory memory) {
        this.memory = memory;
        this.raw = new double[capacity * rawWidth];
        for (Port port : graph.inputs()) {
            Binding.Input<?> columns = binding.inputs().get(port.name());
            ElementType element = port.element();
            if (columns == null || element == null) {
                throw new IllegalStateException("the mapping leaves the input " + port + " empty");
            }
            buffers.add(new InputBuffer(port, element, columns, capacity));
        }
    }

    /** Memory for the raw values of as many rows. */
    double[] raw() {
        return raw;
    }

    <R> void fill(R[] rows, Binding<R> binding, UnseenCategories unseen) {
        for (InputBuffer each : buffers) {
            each.fill(rows, Objects.requireNonNull(binding.inputs().get(each.name())), unseen);
        }
    }

    /**
     * The tensors of the first rows by the names of the inputs. Those of numbers are kept while the number of rows is the same; those of
     * texts are made anew, because ONNX Runtime copies texts.
     */
    Map<String, OnnxTensor> tensors(int count) throws OrtException {
        boolean kept = rows == count;
        if (!kept) {
            close();
        }
        for (InputBuffer each : buffers) {
            if (!kept || !each.isShared()) {
                tensors.put(each.name(), each.tensor(memory.environment(), count));
            }
        }
        rows = count;
        return tensors;
    }

    void closeUnshared() {
        for (InputBuffer each : buffers) {
            if (!each.isShared()) {
                OnnxTensor tensor = tensors.remove(each.name());
                if (tensor != null) {
                    tensor.close();
                }
            }
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
        rows = 0;
    }
}
