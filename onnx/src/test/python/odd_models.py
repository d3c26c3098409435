# SPDX-License-Identifier: Apache-2.0
"""Models that a library must refuse, limit or notice; make_models.py calls this and puts what happens into README.md.

All take X, float32 [N,2], unless the point is that they do not. Most return `probabilities`, float32 [N,2].
"""

import subprocess
import sys

import numpy as np
from graphs import OPSET, floats, graph_model, layers, tensor
from onnx import AttributeProto, TensorProto, helper

INPUT, OUTPUT = floats("X", "N", 2), floats("probabilities", "N", 2)
FEW_TERABYTES = 2**44
MEMORY_LIMIT, SECONDS = 8 * 2**30, 10


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs.split(), outputs.split(), **attributes)


def ending_in_softmax(more=(), seed=11):
    """The nodes and weights of a network that returns probabilities; more comes before the softmax."""
    nodes, weights = layers(2, seed)
    last = more[-1].output[0] if more else "logits"
    return [*nodes, *more, node("Softmax", last, "probabilities", axis=-1)], weights


def odd(nodes, weights=(), inputs=(INPUT,), outputs=(OUTPUT,), **more):
    return graph_model("odd", nodes, list(inputs), list(outputs), list(weights), **more)


def constant(*probabilities):
    """A model that returns the same for each row, whatever the row (unless it is not finite)."""
    weights = [
        tensor("zeros", np.zeros((2, len(probabilities)), np.float32)),
        tensor("same", np.float32(probabilities)),
    ]
    return odd([node("MatMul", "X zeros", "zero"), node("Add", "zero same", "probabilities")], weights)


# What is outside the file -----------------------------------------------------------------------------------------------


def outside(name, location):
    """A tensor [2] whose numbers are said to be in another file."""
    result = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=[2], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", location), ("offset", "0"), ("length", "8")):
        result.external_data.add(key=key, value=value)
    return result


def external_data(location):
    nodes, weights = ending_in_softmax([node("Add", "logits outside", "moved")])
    return odd(nodes, [*weights, outside("outside", location)])


def external_data_in_constant():
    there = node("Constant", "", "outside", value=outside("outside", "/etc/passwd"))
    nodes, weights = ending_in_softmax([there, node("Add", "logits outside", "moved")])
    return odd(nodes, weights)


def branch(name, nodes, output, weights=()):
    return helper.make_graph(nodes, name, [], [floats(output, "N", 2)], list(weights))


def external_data_in_branch():
    then = branch("then", [node("Add", "logits outside", "moved")], "moved", [outside("outside", "/etc/passwd")])
    other = branch("else", [node("Identity", "logits", "kept")], "kept")
    choice = node("If", "yes", "chosen", then_branch=then, else_branch=other)
    nodes, weights = ending_in_softmax([choice])
    return odd(nodes, [*weights, tensor("yes", np.array(True))])


def external_data_in_function():
    there = node("Constant", "", "outside", value=outside("outside", "/etc/passwd"))
    return local_function([there, node("Add", "a outside", "b")])


# Operators --------------------------------------------------------------------------------------------------------------


def of_domain(domain, kind):
    nodes, weights = ending_in_softmax([helper.make_node(kind, ["logits"], ["moved"], domain=domain)])
    return odd(nodes, weights, opsets=[OPSET, helper.make_opsetid(domain, 1)])


def local_function(body):
    """A model with a function of its own, `example.Inside`: checks that look at the graph alone see none of its nodes."""
    function = helper.make_function("example", "Inside", ["a"], ["b"], body, [OPSET])
    nodes, weights = ending_in_softmax([helper.make_node("Inside", ["logits"], ["moved"], domain="example")])
    return odd(nodes, weights, opsets=[OPSET, helper.make_opsetid("example", 1)], functions=[function])


def of_version(opset=17, ir=8):
    nodes, weights = ending_in_softmax()
    model = odd(nodes, weights)
    model.opset_import[0].version, model.ir_version = opset, ir
    return model


# Time and memory --------------------------------------------------------------------------------------------------------


def endless_loop():
    body = helper.make_graph(
        [node("Identity", "go_on", "go_on_still"), node("Sin", "state", "next")],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            floats("state", "N", 2),
        ],
        [helper.make_tensor_value_info("go_on_still", TensorProto.BOOL, []), floats("next", "N", 2)],
    )
    nodes, weights = ending_in_softmax([node("Loop", "trips yes logits", "looped", body=body)])
    return odd(nodes, [*weights, tensor("trips", np.int64(2**62)), tensor("yes", np.array(True))])


def huge_memory(constant_shape):
    """Asks for a tensor of terabytes: of a shape that depends on the rows, or of one that is known when the model is loaded."""
    if constant_shape:
        size, weights = [], [tensor("size", np.int64([FEW_TERABYTES]))]
    else:
        size = [
            node("Shape", "X", "shape"),
            node("Gather", "shape first", "rows"),
            node("Mul", "rows many", "size"),
        ]
        weights = [tensor("first", np.int64([0])), tensor("many", np.int64([FEW_TERABYTES]))]
    more = [
        *size,
        node("ConstantOfShape", "size", "terabytes", value=tensor("one", np.float32([1]))),
        node("ReduceMax", "terabytes", "one", keepdims=0),
        node("Mul", "logits one", "moved"),
    ]
    nodes, rest = ending_in_softmax(more)
    return odd(nodes, [*weights, *rest])


def tensor_larger_than_its_data():
    nodes, weights = ending_in_softmax(
        [node("ReduceMax", "large", "most", keepdims=0), node("Add", "logits most", "moved")]
    )
    large = TensorProto(name="large", data_type=TensorProto.FLOAT, dims=[2**20, 2**20], raw_data=bytes(4))
    return odd(nodes, [*weights, large])


def nested(levels):
    """`If` in `If`. Deeper than about 30, protobuf's libraries refuse it, so that the bytes are put together here."""
    field = lambda key, inside: bytes([key << 3 | 2]) + varint(len(inside)) + inside
    flat = branch("flat", [node("Identity", "logits", "flat")], "flat")
    graph = flat.SerializeToString(deterministic=True)
    for level in range(levels):
        name = f"level{level}"
        then = AttributeProto(name="then_branch", type=AttributeProto.GRAPH).SerializeToString(deterministic=True)
        outer = node("If", "yes", name, else_branch=flat).SerializeToString(deterministic=True)
        rest = branch(name, [], name).SerializeToString(deterministic=True)
        # GraphProto.node is field 1, NodeProto.attribute field 5, AttributeProto.g field 6.
        graph = field(1, outer + field(5, then + field(6, graph))) + rest
    nodes, weights = ending_in_softmax()
    nodes[-1].input[0] = name
    # Nodes are appended in the order of the bytes: first those of layers, then the outermost If, then the softmax.
    before = odd(nodes[:-1], [*weights, tensor("yes", np.array(True))])
    first = graph[: len(graph) - len(rest)]
    after = field(1, nodes[-1].SerializeToString(deterministic=True))
    whole = before.graph.SerializeToString(deterministic=True) + first + after
    before.ClearField("graph")
    return before.SerializeToString(deterministic=True) + field(7, whole)


def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes(out) + bytes([n])


# Inputs and outputs -----------------------------------------------------------------------------------------------------


def wrong_shape():
    nodes, weights = layers(5, 12)
    nodes.append(node("Softmax", "logits", "probabilities", axis=-1))
    return odd(nodes, weights, outputs=[floats("probabilities", "N", 5)])


def one_row_for_all():
    nodes, weights = ending_in_softmax([node("ReduceMean", "logits", "mean_row", axes=[0], keepdims=1)])
    return odd(nodes, weights)


def row_depends_on_batch():
    more = [node("ReduceMean", "logits", "mean_row", axes=[0], keepdims=1), node("Sub", "logits mean_row", "moved")]
    nodes, weights = ending_in_softmax(more)
    return odd(nodes, weights)


def random_output():
    nodes, weights = ending_in_softmax([node("RandomNormalLike", "logits", "drawn")])
    return odd(nodes, weights)


def extra_input(*names):
    more, last = [], "logits"
    for name in names:
        more.append(node("Add", f"{last} {name}", f"with_{name}"))
        last = f"with_{name}"
    nodes, weights = ending_in_softmax(more)
    return odd(nodes, weights, inputs=[INPUT, *(floats(name, "N", 1) for name in names)])


def four_rows_only():
    nodes, weights = ending_in_softmax()
    return odd(nodes, weights, inputs=[floats("X", 4, 2)], outputs=[floats("probabilities", 4, 2)])


def half_precision():
    nodes, weights = ending_in_softmax()
    nodes[0].input[0] = "widened"
    half = helper.make_tensor_value_info("X", TensorProto.FLOAT16, ["N", 2])
    return odd([node("Cast", "X", "widened", to=TensorProto.FLOAT), *nodes], weights, inputs=[half])


def circle():
    nodes, weights = ending_in_softmax([node("Add", "logits again", "moved"), node("Sin", "moved", "again")])
    nodes[-1].input[0] = "moved"
    return odd(nodes, weights)


def no_output():
    nodes, weights = ending_in_softmax()
    return odd(nodes, weights, outputs=[])


def models():
    """Name, model or its bytes, and what is odd."""
    yield (
        "external_data_absolute",
        external_data("/etc/passwd"),
        "an initializer's data are said to be in `/etc/passwd`",
    )
    yield "external_data_parent", external_data("../../x"), "an initializer's data are said to be in `../../x`"
    yield "external_data_in_constant", external_data_in_constant(), "the same in a `Constant` node's attribute"
    yield "external_data_in_branch", external_data_in_branch(), "the same in a branch of `If`"
    yield "external_data_in_function", external_data_in_function(), "the same in a function of the model"
    yield "custom_domain", of_domain("com.example", "Magic"), "an operator of domain `com.example`"
    yield (
        "microsoft_domain",
        of_domain("com.microsoft", "Gelu"),
        "an operator of domain `com.microsoft`, which onnxruntime has",
    )
    yield "local_function", local_function([node("Sin", "a", "b")]), "an operator that is a function of the model"
    yield "opset_future", of_version(opset=9999), "opset 9999"
    yield "ir_future", of_version(ir=9999), "version 9999 of the format"
    yield "endless_loop", endless_loop(), "`Loop` of 2^62 rounds"
    yield "huge_memory", huge_memory(False), "asks for 64 TiB a row when it runs"
    yield "huge_memory_constant", huge_memory(True), "asks for 64 TiB, by a shape known when it is loaded"
    yield "tensor_larger_than_its_data", tensor_larger_than_its_data(), "an initializer of 4 TiB with 4 bytes of data"
    yield "deep_nesting", nested(20), "20 times `If` in `If`"
    yield "deeper_nesting", nested(200), "200 times `If` in `If`: more than protobuf's libraries read"
    yield "not_probabilities", constant(-2.7, 3.7), "returns -2.7 and 3.7 as `probabilities`"
    yield "not_summing", constant(0.9, 0.9), "returns 0.9 and 0.9 as `probabilities`"
    yield "nan_output", constant(np.nan, np.nan), "returns NaN"
    yield "infinite_output", constant(-np.inf, np.inf), "returns infinities"
    yield "wrong_shape", wrong_shape(), "returns five probabilities a row"
    yield "one_row_for_all", one_row_for_all(), "returns one row, whatever the number of rows"
    yield "row_depends_on_batch", row_depends_on_batch(), "a row's answer depends on the rows beside it"
    yield "random_output", random_output(), "answers differently each time"
    yield "three_inputs_extra", extra_input("extra", "more"), "wants two inputs that no column gives"
    yield "four_rows_only", four_rows_only(), "takes exactly four rows"
    yield "half_precision", half_precision(), "takes float16"
    yield "circle", circle(), "two nodes wait for each other"
    yield "no_output", no_output(), "returns nothing"


PROBE = """
import resource, sys
import numpy as np
import onnxruntime
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
onnxruntime.set_default_logger_severity(4)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
try:
    session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
except Exception as e:
    sys.exit("is not loaded: " + type(e).__name__)
feeds = {}
for node in session.get_inputs():
    shape = [3 if isinstance(d, str) else d for d in node.shape]
    feeds[node.name] = np.ones(shape, np.float16 if "16" in node.type else np.float32)
try:
    session.run(None, feeds)
except Exception as e:
    sys.exit("is loaded; running fails: " + type(e).__name__)
sys.exit("runs")
"""


def what_happens(path):
    """What onnxruntime does with a model, in a process of its own with 8 GiB of address space and 10 seconds."""
    command = [sys.executable, "-c", PROBE, str(path), str(MEMORY_LIMIT)]
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode < 0:
        return f"ends the process with signal {-done.returncode}"
    return done.stderr.strip().splitlines()[-1]


def write(folder):
    """Writes the models, and returns of each its name, what is odd, and what onnxruntime does."""
    result = []
    for name, model, what in models():
        path = folder / f"{name}.onnx"
        path.write_bytes(model if isinstance(model, bytes) else model.SerializeToString(deterministic=True))
        result.append((name, what, what_happens(path)))
        print(f"odd/{path.name}: {result[-1][2]}")
    return result
