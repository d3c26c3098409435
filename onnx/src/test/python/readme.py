# SPDX-License-Identifier: Apache-2.0
"""Writes the README.md beside the models that make_models.py makes: what each of them is, and its SHA-256."""

import hashlib
import sys
from importlib import metadata

import onnx
import onnxruntime

PACKAGES = [
    "scikit-learn", "skl2onnx", "lightgbm", "xgboost-cpu", "onnxmltools", "onnx", "protobuf", "onnxruntime", "numpy",
    "pandas",
]  # fmt: skip
INTRODUCTION = """# Small ONNX models for the tests

Written by `src/test/python/make_models.py`, this file included. Made-up orders (seeded): `amount` and `age` are numbers
(`age` is missing for a tenth), `country` is one of de, fr, it and `device` one of phone, laptop, tablet. Each model has
cases in a CSV of its name: inputs as in training, missing, unseen and extreme, and what Python's onnxruntime returns for
them. `check_models.py` there explains the CSV's form and checks it.
"""
ODD = """
## odd/
Models that must be refused, limited or noticed, by `odd_models.py`. None of them contains anything harmful: those with
external data name files, and have none. Python's onnxruntime had 8 GiB of address space and 10 seconds for each.

| file | what is odd | in Python's onnxruntime | bytes | SHA-256 |
|---|---|---|---:|---|
"""


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def operators(graph, found):
    """Adds to the set the operators of a graph, and of those within its nodes."""
    for node in graph.node:
        found.add(f"{node.domain}.{node.op_type}" if node.domain else node.op_type)
        for attribute in node.attribute:
            operators(attribute.g, found)
            for inner in attribute.graphs:
                operators(inner, found)
    return found


def described(node):
    """An input or output: `amount` tensor(float)[?,1]."""
    if not node.type.startswith("tensor"):
        return f"`{node.name}` {node.type}"
    return f"`{node.name}` {node.type}[{','.join(str(size or '?') for size in node.shape)}]"


def model_row(path):
    model = onnx.load(path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    cells = [
        f"`{path.name}`",
        f"{path.stat().st_size:,}",
        "<br>".join(map(described, session.get_inputs())),
        "<br>".join(map(described, session.get_outputs())),
        ", ".join(sorted(operators(model.graph, set()))),
        ", ".join(f"{opset.domain or 'ai.onnx'} {opset.version}" for opset in model.opset_import),
        f"`{digest(path)}`",
    ]
    return f"| {' | '.join(cells)} |\n"


def write(folder, odd):
    """Writes the file; odd has, of each model in odd/, its name, what is odd, and what onnxruntime does."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    text = f"{INTRODUCTION}\nPython {sys.version.split()[0]}, {versions}.\n\n"
    text += "| file | bytes | inputs | outputs | operators | opsets | SHA-256 |\n|---|---:|---|---|---|---|---|\n"
    text += "".join(map(model_row, sorted(folder.glob("*.onnx"))))
    text += "\n| cases | bytes | SHA-256 |\n|---|---:|---|\n"
    for path in sorted(folder.glob("*.csv")):
        text += f"| `{path.name}` | {path.stat().st_size:,} | `{digest(path)}` |\n"
    text += ODD
    for name, what, happens in odd:
        path = folder / "odd" / f"{name}.onnx"
        text += f"| `{path.name}` | {what} | {happens} | {path.stat().st_size:,} | `{digest(path)}` |\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
