# SPDX-License-Identifier: Apache-2.0
"""Parts of the graphs that make_models.py and odd_models.py build by hand."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

OPSET = helper.make_opsetid("", 17)


def tensor(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def floats(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def ints(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)


def graph_model(name, nodes, inputs, outputs, initializers=(), opsets=(OPSET,), **more):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    return helper.make_model(graph, producer_name="leeway-tests", ir_version=8, opset_imports=list(opsets), **more)


def layers(outputs, seed):
    """A network of two layers over X [N,2], named as PyTorch does; its last output is `logits`."""
    r = np.random.default_rng(seed)
    draw = lambda *shape: r.normal(size=shape).astype(np.float32)
    nodes = [
        helper.make_node("Sub", ["X", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "scale"], ["scaled"]),
        helper.make_node("Gemm", ["scaled", "w1", "b1"], ["hidden"], transB=1),
        helper.make_node("Relu", ["hidden"], ["active"]),
        helper.make_node("MatMul", ["active", "w2"], ["product"]),
        helper.make_node("Add", ["product", "b2"], ["logits"]),
    ]
    weights = [
        tensor("mean", np.float32([80, 50])), tensor("scale", np.float32([60, 20])), tensor("w1", draw(6, 2)),
        tensor("b1", draw(6)), tensor("w2", draw(6, outputs)), tensor("b2", draw(outputs)),
    ]  # fmt: skip
    return nodes, weights
