# SPDX-License-Identifier: Apache-2.0
"""What the training scripts beside this file share: the flights, the features, the 2,000 rows that are compared, and the checks.

Runs on the Python of each of the three frameworks (requirements-*.txt).
"""

import hashlib
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import pandas as pd

EXAMPLES = Path(__file__).resolve().parents[1]
DATA = EXAMPLES / "src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"
MODELS = EXAMPLES / "src/main/resources/io/leeway/examples/onnx"
PREDICTIONS = EXAMPLES / "src/test/resources/io/leeway/examples/onnx/predictions.csv"

# The features of io.leeway.examples.flights.Flight, in its order.
FEATURES = [
    "carrier", "origin", "dest", "distance", "hour", "dayOfWeek", "elapsed", "temp", "dewp", "humid",
    "windSpeed", "windGust", "precip", "pressure", "visib", "seats", "planeYear",
]  # fmt: skip
CATEGORIES = ["carrier", "origin", "dest", "hour", "dayOfWeek"]
NUMBERS = [column for column in FEATURES if column not in CATEGORIES]

# Midnight in New York at the end of March: flights scheduled before it train, those from it on are predicted.
END_OF_TRAINING = "2013-04-01T04:00:00Z"
PREDICTED = 2_000
# How far a probability of Python's onnxruntime may be from the framework's own.
TOLERANCE = 1e-5
SEED = 2013


def load():
    """All flights: numbers as float32, which is what the graphs take, with NaN where missing; categories as text."""
    flights = pd.read_csv(
        DATA,
        usecols=["id", "scheduled", *FEATURES, "late"],
        dtype={**{column: str for column in CATEGORIES}, **{column: "float64" for column in NUMBERS}},
        keep_default_na=False,
        na_values={column: [""] for column in NUMBERS},
        true_values=["true"],
        false_values=["false"],
    )
    assert len(flights) == 336_776
    flights[CATEGORIES] = flights[CATEGORIES].astype(object)
    flights[NUMBERS] = flights[NUMBERS].astype(np.float32)
    return flights


def training(flights):
    """The flights of January to March, with which each model is trained."""
    rows = flights[flights.scheduled < END_OF_TRAINING]
    assert len(rows) == 80_789
    return rows.reset_index(drop=True)


def predicted(flights):
    """The 2,000 flights of April to December whose predictions are compared, in the order of their ids.

    They are those whose id has the smallest SHA-256, which no version of a library changes. The one flight of the year
    with an hour that January to March lack is always among them.
    """
    early = flights[flights.scheduled < END_OF_TRAINING]
    late = flights[flights.scheduled >= END_OF_TRAINING]
    digest = late.id.map(lambda i: hashlib.sha256(str(i).encode()).hexdigest())
    always = ~late.hour.isin(early.hour)
    assert always.sum() == 1
    rows = late.loc[digest.where(~always, "").sort_values().index[:PREDICTED]].sort_values("id")
    assert rows[["temp", "windSpeed", "windGust", "pressure", "seats", "planeYear"]].isna().any().all()
    assert (~rows.dest.isin(early.dest)).sum() >= 5
    return rows.reset_index(drop=True)


def categories(rows):
    """The categories of each categorical column, sorted as text."""
    return {column: sorted(rows[column].unique()) for column in CATEGORIES}


def session(path):
    """The model in Python's onnxruntime, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def columns(rows):
    """One array [N,1] a feature: what the graphs of scikit-learn take."""
    return {column: rows[column].to_numpy().reshape(-1, 1) for column in FEATURES}


def sigmoid(logits):
    """The logistic function, in double precision."""
    return 1 / (1 + np.exp(-logits.astype(np.float64)))


def agree(name, own, onnx):
    """Fails unless each of the 2,000 probabilities of onnxruntime is the framework's own, and returns the largest difference."""
    own, onnx = np.asarray(own, np.float64), np.asarray(onnx, np.float64)
    assert own.shape == onnx.shape == (PREDICTED,), (own.shape, onnx.shape)
    assert np.isfinite(own).all() and (own > 0).all() and (own < 1).all()
    difference = np.abs(own - onnx).max()
    assert difference <= TOLERANCE, f"{name}: framework and onnxruntime differ by {difference}"
    return difference


def log_loss(late, probability):
    return float(-np.mean(np.log(np.where(late, probability, 1 - probability))))


def auc(late, probability):
    """The area under the ROC curve: how often a late flight has the higher probability (half, if equal)."""
    ranks = pd.Series(probability).rank().to_numpy()
    positives, negatives = late.sum(), (~late).sum()
    return float((ranks[late].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def write_predictions(rows, name, probabilities):
    """Writes the framework's own probabilities into their column of predictions.csv, in Python's shortest exact form."""
    order = ["id", "sklearn_logistic", "sklearn_boosting", "torch", "keras"]
    table = pd.DataFrame({"id": rows.id.astype(str)})
    if PREDICTIONS.exists():
        before = pd.read_csv(PREDICTIONS, dtype=str)
        if before.id.tolist() == table.id.tolist():
            table = before
    table[name] = [repr(float(p)) for p in probabilities]
    PREDICTIONS.parent.mkdir(parents=True, exist_ok=True)
    table[[c for c in order if c in table]].to_csv(PREDICTIONS, index=False, lineterminator="\n")


def report(name, path, rows, own, onnx, more=()):
    """Checks and writes the predictions, and prints what README.md says of the model."""
    difference = agree(name, own, onnx)
    write_predictions(rows, name, own)
    late = rows.late.to_numpy()
    print(f"{name}: log loss {log_loss(late, own):.4f}, AUC {auc(late, own):.4f}, largest difference {difference:.1e}")
    for file in (path, *more):
        raw = file.read_bytes()
        print(f"  {file.name}: {len(raw):,} bytes, SHA-256 {hashlib.sha256(raw).hexdigest()}")


def versions(*names):
    """Prints the versions that a model is made by."""
    print(f"Python {sys.version.split()[0]}", *(f"{name} {metadata.version(name)}" for name in names), sep=", ")


def base_rate(flights):
    """The log loss of the training rows' share of late flights: what a model must beat to be worth anything."""
    share = training(flights).late.mean()
    rows = predicted(flights)
    return log_loss(rows.late.to_numpy(), np.full(len(rows), share))
