#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that Python's onnxruntime returns for ONNX models what is expected of them.

    python3 -m venv /tmp/leeway-check && /tmp/leeway-check/bin/pip install -r onnx/src/test/python/requirements-check.txt
    /tmp/leeway-check/bin/python onnx/src/test/python/check_models.py FOLDER [--tolerance 1e-6]

Each FOLDER/name.onnx needs a FOLDER/name.csv, UTF-8 with a header, one row a case, fields separated by commas:

    <input>         the value for the graph's input of that name; an empty field is NaN for a number, and the empty text
                    for a text
    <input>[<i>]    instead, if the input is a matrix: the value in its column i, from 0
    expected_<i>    column i of the expected output: the first output of floating point that is that wide; a ZipMap's
                    values count as columns in the order of the map
    label           optional, or instead: the label that the graph's first output of integers or texts is expected to
                    return

Prints a table, and ends with 1 if any model differs by more than the tolerance, fails to run, or lacks its CSV.
"""

import argparse
import csv
import math
import re
import sys
from pathlib import Path

import numpy as np
import onnxruntime

NUMPY_TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(string)": object,
    "tensor(bool)": np.bool_,
}


def value(field, dtype):
    if dtype is object:
        return field
    if dtype in (np.float32, np.float64):
        return dtype(field) if field else dtype(math.nan)
    if dtype is np.bool_:
        return {"true": True, "false": False}[field.lower()]
    return dtype(field)


def feeds(inputs, header, rows):
    """The array of each input; fails on a column that is no input, and on an input without a column."""
    unused = {name for name in header if name != "label" and not re.fullmatch(r"expected_\d+", name)}
    arrays = {}
    for node in inputs:
        dtype = NUMPY_TYPES[node.type]
        matrix = [name for name in header if re.fullmatch(re.escape(node.name) + r"\[\d+\]", name)]
        if matrix:
            names = [f"{node.name}[{i}]" for i in range(len(matrix))]
        elif node.name in header:
            names = [node.name]
        else:
            raise ValueError(f"no column for the input {node.name!r}")
        array = np.array([[value(row[name], dtype) for name in names] for row in rows], dtype)
        arrays[node.name] = array[:, 0] if len(node.shape) == 1 else array
        unused -= set(names)
    if unused:
        raise ValueError(f"no input for the columns {sorted(unused)}")
    return arrays


def run(session, arrays, rows):
    """The outputs for all rows: at once, or one by one if the graph takes one row only."""
    if all(node.shape and node.shape[0] == 1 for node in session.get_inputs()):
        one_by_one = [session.run(None, {name: a[i : i + 1] for name, a in arrays.items()}) for i in range(rows)]
        return [np.concatenate(parts) for parts in zip(*one_by_one)]
    return session.run(None, arrays)


def numbers(output):
    """The output as a matrix of doubles, or None if it holds no floating point."""
    if isinstance(output, list):
        if not output or not isinstance(output[0], dict):
            return None
        return np.array([list(row.values()) for row in output], np.float64)
    if output.dtype not in (np.float32, np.float64):
        return None
    return output.astype(np.float64).reshape(len(output), -1)


def differences(actual, expected):
    """The differences; 0 where both are the same, NaN and infinities included, infinite where only one is NaN."""
    with np.errstate(invalid="ignore"):
        difference = np.abs(actual - expected)
    difference[np.isnan(difference)] = math.inf
    difference[(actual == expected) | (np.isnan(actual) & np.isnan(expected))] = 0
    return difference


def check(model):
    """Rows, columns of output and largest difference of one model."""
    with open(model.with_suffix(".csv"), encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="too many fields", strict=True)
        rows, header = list(reader), reader.fieldnames or []
    if not rows or any("too many fields" in row or None in row.values() for row in rows):
        raise ValueError("the CSV has no rows, or a row with more or fewer fields than the header")
    width = sum(name.startswith("expected_") for name in header)
    if width == 0 and "label" not in header:
        raise ValueError("the CSV has neither a column expected_0 nor label")
    expected = np.array([[float(row[f"expected_{i}"] or "nan") for i in range(width)] for row in rows])

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    outputs = run(session, feeds(session.get_inputs(), header, rows), len(rows))
    if "label" in header:
        labels = [o.reshape(-1) for o in outputs if isinstance(o, np.ndarray) and o.dtype.kind not in "fb"]
        if not labels or len(labels[0]) != len(rows):
            raise ValueError("no output holds a label a row")
        wrong = [i for i, row in enumerate(rows) if str(labels[0][i]) != row["label"]]
        if wrong:
            raise ValueError(f"{len(wrong)} labels differ, the first in row {wrong[0] + 1}")
        if width == 0:
            return len(rows), 0, np.zeros((len(rows), 1))
    matrices = [m for m in map(numbers, outputs) if m is not None and m.shape == expected.shape]
    if not matrices:
        raise ValueError(f"no output of floating point has the shape {expected.shape}")
    return len(rows), width, differences(matrices[0], expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    options = parser.parse_args()
    models = sorted(options.folder.glob("*.onnx"))
    if not models:
        sys.exit(f"no *.onnx in {options.folder}")

    wide = max(len(model.name) for model in models)
    print(f"onnxruntime {onnxruntime.__version__}, tolerance {options.tolerance:g}")
    print(f"{'model':{wide}} {'rows':>6} {'outputs':>7} {'largest difference':>18}")
    failed = 0
    for model in models:
        try:
            rows, width, difference = check(model)
            worst = float(difference.max())
            passed = worst <= options.tolerance
            note = "" if passed else f"  FAILED, the worst in row {int(difference.max(axis=1).argmax()) + 1}"
            print(f"{model.name:{wide}} {rows:>6} {width:>7} {worst:>18.1e}{note}")
        except Exception as e:  # One broken model must not hide the others.
            passed = False
            print(f"{model.name:{wide}} FAILED, {type(e).__name__}: {e}")
        failed += not passed
    print(f"{len(models) - failed} of {len(models)} models agree")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
