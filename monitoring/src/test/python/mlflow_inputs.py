"""Lets MLflow read what TableSchema.toMlflowInputs writes (mlflow-inputs.txt), take rows by it, and write it again. Needs the packages of examples/python/requirements-mlflow.txt."""

import pathlib

import numpy
import pandas
from mlflow.exceptions import MlflowException
from mlflow.models.utils import _enforce_schema
from mlflow.types import Schema

LINES = pathlib.Path(__file__).parents[1] / "resources" / "mlflow-inputs.txt"
tensors, columns = LINES.read_text().splitlines()
for line in (tensors, columns):
    assert Schema.from_json(line).to_json() == line, line

rows = {
    "shop": numpy.array(["a", "bc"]),
    "stars": numpy.array([4.0, numpy.nan]),
    "text": numpy.zeros((2, 768), dtype=numpy.float32),
    "picture": numpy.ones((2, 2)),
}
_enforce_schema(rows, Schema.from_json(tensors))
try:
    _enforce_schema({**rows, "text": numpy.zeros((2, 3), dtype=numpy.float32)}, Schema.from_json(tensors))
    raise AssertionError("a vector of another length was taken")
except MlflowException as refused:
    assert "Shape of input" in str(refused), refused
_enforce_schema(pandas.DataFrame({"shop": ["a", None], "stars": [4.0, None]}), Schema.from_json(columns))
print("MLflow reads, takes and writes both")
