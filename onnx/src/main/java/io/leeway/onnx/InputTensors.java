package io.leeway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.leeway.onnx.flat.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a graph for a fixed number of rows; used by one thread at a time. */
final class InputTensors<R> implements AutoCloseable {
    private final List<InputBuffer<R>> buffers = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final NativeMemory<R> memory;

    InputTensors(OnnxGraph graph, Binding<R> binding, int rows, NativeMemory<R> memory) throws OrtException {
        this.memory = memory;
        try {
            for (Port port : graph.inputs()) {
                List<Cell<R>> columns = binding.cells().get(port.name());
                ElementType element = port.element();
                if (columns == null || element == null) {
                    throw new IllegalStateException("the mapping leaves the input " + port + " empty");
                }
                InputBuffer<R> buffer = new InputBuffer<>(
                        port, element, columns, binding.fillers().getOrDefault(port.name(), List.of()), rows);
                buffers.add(buffer);
                if (buffer.isShared()) {
                    tensors.put(port.name(), buffer.tensor(memory.environment()));
                }
            }
        } catch (OrtException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void fill(int row, R from) {
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).fill(row, from);
        }
    }

    /** The tensors by the names of the inputs; those of texts are made anew, because ONNX Runtime copies texts. */
    Map<String, OnnxTensor> tensors() throws OrtException {
        for (InputBuffer<R> each : buffers) {
            if (!each.isShared()) {
                tensors.put(each.name(), each.tensor(memory.environment()));
            }
        }
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
    }
}
