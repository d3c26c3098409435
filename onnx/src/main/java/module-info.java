/** Models from scikit-learn, PyTorch and TensorFlow, which join through ONNX. */
module io.leeway.onnx {
    requires transitive io.leeway.core;
    requires com.google.protobuf;
    requires de.siegmar.fastcsv;
    requires com.microsoft.onnxruntime;
    requires org.tribuo.util.onnx;
    requires static transitive org.jspecify;

    exports io.leeway.onnx;

    provides io.leeway.model.ModelFormat with
            io.leeway.onnx.OnnxFormat;
}
