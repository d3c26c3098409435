# SPDX-License-Identifier: Apache-2.0
"""River on the streams of io.leeway.examples.streams.OnlineStreams, whose output is the argument: the same rows, algorithms and parameters.

Run by ./examples/online-river. A row is answered, judged and learnt before the next one; seconds are processor time, the rows being in memory.
"""
import sys
import time
from importlib import metadata
from pathlib import Path

import pandas as pd
from river import compose, linear_model, metrics, optim, preprocessing

assert metadata.version("river") == "0.26.1"
RESOURCES = Path(__file__).resolve().parents[1] / "src/main/resources/io/leeway/examples"
STREAMS = {
    "flights": ("flights/flights-2013.csv.gz", "late", ["carrier", "origin", "dest", "hour", "dayOfWeek"]),
    "storms": ("streams/storms.csv.gz", "stronger", ["status", "month"]),
    "weather": ("streams/weather.csv.gz", "rain", ["origin", "hour", "month"]),
}
OTHER = {"flights": ["id", "scheduled", "arrived", "month", "windDir"]}
MODELS = {
    "SGD(0.005)": lambda: linear_model.LogisticRegression(optimizer=optim.SGD(0.005)),
    "AdaGrad(0.05)": lambda: linear_model.LogisticRegression(optimizer=optim.AdaGrad(0.05)),
    "FTRL-Proximal": lambda: linear_model.LogisticRegression(optimizer=optim.FTRLProximal(alpha=0.05, beta=1.0, l1=0.1, l2=1.0)),
    "passive-aggressive(0.01)": lambda: linear_model.PAClassifier(C=0.01, mode=1),
}


def rows(name):
    file, label, categories = STREAMS[name]
    frame = pd.read_csv(RESOURCES / file, dtype={category: str for category in categories}, keep_default_na=False, na_values=[""])
    frame = frame.drop(columns=OTHER.get(name, ["id", "time", "known"]))
    labels = frame.pop(label).astype(bool).tolist()
    # A number that is missing is left out: River has no other way to say that.
    features = ({k: v if isinstance(v, str) else float(v) for k, v in row.items() if v == v} for row in frame.to_dict("records"))
    return list(zip(features, labels))


def pipeline(model):
    numbers = compose.SelectType(float) | preprocessing.StandardScaler()
    ones = compose.SelectType(str) | preprocessing.OneHotEncoder(drop_zeros=True)
    return (numbers + ones) | model


lines = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
total = {"River": 0.0, "Leeway": 0.0}
cache = {}
print(f"{'stream':8} {'algorithm':25} {'rows':>8} {'River':>9} {'Leeway':>9} {'River s':>8} {'Leeway s':>8} {'ratio':>6}")
for name, algorithm, count, ours, seconds in lines:
    if name not in cache:
        cache = {name: rows(name)}
    stream = cache[name]
    assert len(stream) == int(count)
    begin = time.process_time()
    model, loss = pipeline(MODELS[algorithm]()), metrics.LogLoss()
    for x, y in stream:
        loss.update(y, model.predict_proba_one(x))
        model.learn_one(x, y)
    spent = time.process_time() - begin
    total["River"] += spent
    total["Leeway"] += float(seconds)
    print(
        f"{name:8} {algorithm:25} {len(stream):8,} {loss.get():9.4f} {float(ours):9.4f} {spent:8.2f} {float(seconds):8.3f}"
        f" {spent / float(seconds):6.0f}",
        flush=True,
    )
print(f"all: River {total['River']:.1f} s, Leeway {total['Leeway']:.2f} s, ratio {total['River'] / total['Leeway']:.0f}")
