#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how long Python's onnxruntime takes for the four models of flights, on one thread: a row alone, and 2,000 at once.

    /tmp/leeway-sklearn/bin/python examples/python/bench_onnxruntime.py [--json FILE]

The time is that of the session's run alone: the arrays are made before. Each figure is the median of the runs, after warming up.
Before, each model is checked to answer as its framework did (predictions.csv).
"""

import argparse
import json
import platform
import time

import flights
import numpy as np
import pandas as pd

WARM_UP, ROW_RUNS, BATCH_RUNS = 2_000, 20_000, 200


def inputs(name, rows):
    """The model's inputs, all rows of each, as the training scripts make them."""
    if "sklearn" in name:
        return flights.columns(rows)
    if "torch" in name:
        declared = json.loads((flights.MODELS / "flights_torch_categories.json").read_text())
        feeds = {"numbers": rows[declared["numbers"]].to_numpy(np.float32)}
        for column, values in declared["categories"].items():
            code = {value: i for i, value in enumerate(values)}
            feeds[column] = np.array([code.get(value, len(values)) for value in rows[column]], np.int64)
        return feeds
    declared = json.loads((flights.MODELS / "flights_keras_columns.json").read_text())
    parts = [rows[declared["numbers"]].astype(np.float32).to_numpy()]
    for column, values in declared["categories"].items():
        parts.append((rows[column].to_numpy()[:, None] == np.array(values, object)).astype(np.float32))
    return {"features": np.concatenate(parts, axis=1)}


def probabilities(outputs):
    """The probabilities of a late flight in what the session returned: its last output holds them, or the logits."""
    last = outputs[-1]
    if isinstance(last, list):
        return np.array([by_class[1] for by_class in last])
    return last[:, -1]


def check(path, answers, own):
    """Fails unless the model answers as its framework did: a model that is fed wrongly is not worth measuring."""
    probability = flights.sigmoid(answers) if "torch" in path.name else answers
    flights.agree(path.name, own[path.stem.removeprefix("flights-").replace("-", "_")], probability)


def median_micros(session, feeds, warm_up, runs):
    """The median of the runs in microseconds; the feeds are taken in turn."""
    for i in range(warm_up):
        session.run(None, feeds[i % len(feeds)])
    nanos = []
    for i in range(runs):
        feed = feeds[i % len(feeds)]
        start = time.perf_counter_ns()
        session.run(None, feed)
        nanos.append(time.perf_counter_ns() - start)
    return float(np.median(nanos)) / 1e3


def measure(path, rows, own):
    session = flights.session(path)
    all_at_once = inputs(path.name, rows)
    check(path, probabilities(session.run(None, all_at_once)), own)
    one_by_one = [{name: array[i : i + 1] for name, array in all_at_once.items()} for i in range(len(rows))]
    row = median_micros(session, one_by_one, WARM_UP, ROW_RUNS)
    batch = median_micros(session, [all_at_once], BATCH_RUNS // 10, BATCH_RUNS)
    return {"model": path.name, "rowMicros": row, "batchMicros": batch, "batchMicrosPerRow": batch / len(rows)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE", help="also write the figures to this file")
    options = parser.parse_args()
    import onnxruntime

    rows = flights.predicted(flights.load())
    own = pd.read_csv(flights.PREDICTIONS)
    assert own.id.tolist() == rows.id.tolist()
    print(
        f"onnxruntime {onnxruntime.__version__}, Python {platform.python_version()}, {platform.machine()}, one thread"
    )
    print(f"{'model':30} {'one row':>12} {len(rows):>8,} rows {'a row of them':>15}")
    results = []
    for path in sorted(flights.MODELS.glob("flights-*.onnx")):
        result = measure(path, rows, own)
        results.append(result)
        print(
            f"{result['model']:30} {result['rowMicros']:>9.1f} µs {result['batchMicros'] / 1e3:>10.2f} ms"
            f" {result['batchMicrosPerRow']:>12.2f} µs"
        )
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({"onnxruntime": onnxruntime.__version__, "rows": len(rows), "models": results}, out, indent=2)


if __name__ == "__main__":
    main()
