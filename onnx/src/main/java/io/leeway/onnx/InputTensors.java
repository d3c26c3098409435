package io.leeway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a graph for up to so many rows, and its raw answers; used by one thread at a time. */
final class InputTensors<R> implements AutoCloseable {
    private final List<InputBuffer<R>> buffers = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final NativeMemory<R> memory;
    private final double[] raw;

    /** How many rows the tensors that are kept are for; 0 before the first. */
    private int rows;

    InputTensors(OnnxGraph graph, Binding<R> binding, int capacity, int rawWidth, NativeMemory<R> memory) {
        this.memory = memory;
        this.raw = new double[capacity * rawWidth];
        for (Port port : graph.inputs()) {
            List<Cell<R>> columns = binding.cells().get(port.name());
            ElementType element = port.element();
            if (columns == null || element == null) {
                throw new IllegalStateException("the mapping leaves the input " + port + " empty");
            }
            buffers.add(new InputBuffer<>(
                    port, element, columns, binding.fillers().getOrDefault(port.name(), List.of()), capacity));
        }
    }

    /** Memory for the raw values of as many rows. */
    double[] raw() {
        return raw;
    }

    void fill(R[] rows, UnseenCategories unseen) {
        for (InputBuffer<R> each : buffers) {
            each.fill(rows, unseen);
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
        for (InputBuffer<R> each : buffers) {
            if (!kept || !each.isShared()) {
                tensors.put(each.name(), each.tensor(memory.environment(), count));
            }
        }
        rows = count;
        return tensors;
    }

    void closeUnshared() {
        for (InputBuffer<R> each : buffers) {
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
