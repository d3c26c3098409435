#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a small Keras network on the flights of January to March with TensorFlow, and exports it to ONNX.

    python3 -m venv /tmp/leeway-keras && /tmp/leeway-keras/bin/pip install -r examples/python/requirements-keras.txt
    /tmp/leeway-keras/bin/python examples/python/train_keras.py

The graph has one input, a float32 matrix [N,33]. flights_keras_columns.json says what each column of it is: the numbers (NaN
where missing: the graph imputes and scales them), hour and day of the week as numbers, then 1 in the column of the flight's
carrier and 1 in that of its origin, all others 0; a carrier or origin that training never saw has no column. The graph
returns the probability of a late flight, float32 [N,1].
"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["KERAS_BACKEND"] = "tensorflow"
# One order of adding numbers, whatever the processor's cores.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import flights
import keras
import numpy as np
import tensorflow as tf

EPOCHS, BATCH = 6, 512
OPSET = 17
NUMBERS = [*flights.NUMBERS, "hour", "dayOfWeek"]
ONE_HOT = ["carrier", "origin"]


class Standardize(keras.layers.Layer):
    """Scales each column to mean 0 and variance 1, and lets a missing number be 0, the mean.

    Keras has keras.layers.Normalization for the scaling; but Keras 3.15 exports its mean and variance as two more inputs of
    the graph, which every caller would have to feed. Numbers of Python become constants of the graph.
    """

    def __init__(self, means, deviations, **options):
        super().__init__(**options)
        self.means = [float(mean) for mean in means]
        self.deviations = [float(deviation) for deviation in deviations]

    def call(self, inputs):
        means = keras.ops.convert_to_tensor(self.means, dtype=inputs.dtype)
        deviations = keras.ops.convert_to_tensor(self.deviations, dtype=inputs.dtype)
        known = keras.ops.where(keras.ops.isnan(inputs), means, inputs)
        # April to December bring weather that January to March never had: it counts as three standard deviations at most.
        return keras.ops.clip((known - means) / deviations, -3.0, 3.0)


def matrix(rows, categories):
    parts = [rows[NUMBERS].astype(np.float32).to_numpy()]
    for column in ONE_HOT:
        parts.append((rows[column].to_numpy()[:, None] == np.array(categories[column], object)).astype(np.float32))
    return np.concatenate(parts, axis=1)


def network(x):
    inputs = keras.Input((x.shape[1],), name="features")
    means, deviations = np.nanmean(x, axis=0, dtype=np.float64), np.nanstd(x, axis=0, dtype=np.float64)
    layer = Standardize(means, deviations)(inputs)
    layer = keras.layers.Dense(32, activation="relu")(layer)
    layer = keras.layers.Dense(16, activation="relu")(layer)
    return keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="probability")(layer), name="flights")


def main():
    keras.utils.set_random_seed(flights.SEED)
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    all_flights = flights.load()
    train, rows = flights.training(all_flights), flights.predicted(all_flights)
    flights.versions("tensorflow-cpu", "keras", "tf2onnx", "onnx", "onnxruntime", "numpy", "pandas")

    categories = {column: flights.categories(train)[column] for column in ONE_HOT}
    x = matrix(train, categories)
    model = network(x)
    model.compile(optimizer=keras.optimizers.Adam(2e-3), loss="binary_crossentropy")
    model.fit(x, train.late.to_numpy(np.float32), batch_size=BATCH, epochs=EPOCHS, verbose=2)

    x = matrix(rows, categories)
    own = model.predict(x, batch_size=flights.PREDICTED, verbose=0)[:, 0]
    path = flights.MODELS / "flights-keras.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.export(path, format="onnx", opset_version=OPSET, verbose=False)
    columns = path.with_name("flights_keras_columns.json")
    order = [*NUMBERS, *(f"{column}={value}" for column in ONE_HOT for value in categories[column])]
    assert len(order) == x.shape[1]
    columns.write_text(json.dumps({"columns": order, "numbers": NUMBERS, "categories": categories}, indent=2) + "\n")

    session = flights.session(path)
    assert [only.name for only in session.get_inputs()] == ["features"]
    (probability,) = session.run(None, {"features": x})
    assert probability.shape == (flights.PREDICTED, 1)
    flights.report("keras", path, rows, own, probability[:, 0], [columns])


if __name__ == "__main__":
    main()
