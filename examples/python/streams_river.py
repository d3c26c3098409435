# SPDX-License-Identifier: Apache-2.0
"""Five models of River on the two streams of examples/data/STREAMS.md: labels come as late as they are.

    /tmp/leeway-river/bin/python examples/python/streams_river.py > examples/python/streams_river.txt

Each model learns from the first row on; the log loss is of the rows from the date on which the champion of ./examples/adapted-streams
begins to answer. Probabilities are clipped to 1e-9, as there.
"""
import collections
import math
import sys
import time
from importlib import metadata
from pathlib import Path

import pandas as pd
from river import compose, ensemble, forest, linear_model, optim, preprocessing, tree

assert metadata.version("river") == "0.26.1"
DATA = Path(__file__).resolve().parents[1] / "src/main/resources/io/leeway/examples/streams"
STREAMS = {
    "storms": ("stronger", {"status", "month"}, "1990-01-01T00:00:00Z"),
    "weather": ("rain", {"origin", "hour", "month"}, "2013-03-01T05:00:00Z"),
}
LEAST = 1e-9


def linear(optimizer):
    numbers = compose.SelectType(float) | preprocessing.StandardScaler()
    ones = compose.SelectType(str) | preprocessing.OneHotEncoder(drop_zeros=True)
    return (numbers + ones) | linear_model.LogisticRegression(optimizer=optimizer)


MODELS = {
    "logistic regression, SGD(0.005)": lambda: linear(optim.SGD(0.005)),
    "logistic regression, AdaGrad(0.05)": lambda: linear(optim.AdaGrad(0.05)),
    "Hoeffding adaptive tree": lambda: tree.HoeffdingAdaptiveTreeClassifier(seed=1),
    "adaptive random forest of 10": lambda: forest.ARFClassifier(n_models=10, seed=1),
    "ADWIN bagging of 10 Hoeffding trees": lambda: ensemble.ADWINBaggingClassifier(
        tree.HoeffdingTreeClassifier(), n_models=10, seed=1
    ),
}


def rows(name):
    label, categories, start = STREAMS[name]
    frame = pd.read_csv(DATA / f"{name}.csv.gz", dtype={category: str for category in categories})
    for record in frame.to_dict("records"):
        when, known, late = record.pop("time"), record.pop("known"), bool(record.pop(label))
        record.pop("id")
        x = {k: v if isinstance(v, str) else float(v) for k, v in record.items() if v == v}
        yield when, known, x, late, when >= start


def loss(stream, model):
    waiting = collections.deque()
    total = count = 0
    for when, known, x, late, counts in stream:
        # Instants of one form are in the order of their texts, and every label of a stream is late by the same time.
        while waiting and waiting[0][0] <= when:
            model.learn_one(*waiting.popleft()[1:])
        p = model.predict_proba_one(dict(x)).get(True, 0.0)
        waiting.append((known, x, late))
        if counts:
            p = min(1 - LEAST, max(LEAST, p))
            total -= math.log(p if late else 1 - p)
            count += 1
    return total / count, count


for name in STREAMS:
    stream = list(rows(name))
    for model, make in MODELS.items():
        begin = time.process_time()
        value, count = loss(stream, make())
        print(f"{name}: {model}: log loss {value:.4f} of {count:,} rows", flush=True)
        print(f"{name}: {model}: {time.process_time() - begin:.1f} s", file=sys.stderr, flush=True)
