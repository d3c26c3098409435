#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains two scikit-learn models on the flights of January to March, and exports them to ONNX.

    python3 -m venv /tmp/leeway-sklearn && /tmp/leeway-sklearn/bin/pip install -r examples/python/requirements-sklearn.txt
    /tmp/leeway-sklearn/bin/python examples/python/train_sklearn.py

Both graphs have one input a column, [N,1]: float32 for numbers (NaN is missing), string for categories.
flights-sklearn-logistic.onnx returns the probabilities as a tensor [N,2], its classes are texts; flights-sklearn-boosting.onnx
returns them as skl2onnx does by default, a map a row (ZipMap), and its classes are 0 and 1.
"""

import flights
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# Known to onnxruntime 1.18 and later.
OPSET = 21
INPUTS = [
    (column, StringTensorType([None, 1]) if column in flights.CATEGORIES else FloatTensorType([None, 1]))
    for column in flights.FEATURES
]


def pipeline(*numbers, model):
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(*numbers), flights.NUMBERS),
            ("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=False), flights.CATEGORIES),
        ]
    )
    return make_pipeline(columns, model)


def export(model, file, zipmap):
    onnx = to_onnx(
        model,
        initial_types=INPUTS,
        options={id(model): {"zipmap": zipmap}},
        target_opset={"": OPSET, "ai.onnx.ml": 3},
        name=file.removesuffix(".onnx"),
    )
    # skl2onnx keeps them in a set of texts, whose order changes from run to run.
    onnx.opset_import.sort(key=lambda opset: opset.domain)
    path = flights.MODELS / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(onnx.SerializeToString(deterministic=True))
    return path


def logistic(train, rows):
    model = pipeline(SimpleImputer(strategy="median"), StandardScaler(), model=LogisticRegression(max_iter=1_000))
    model.fit(train[flights.FEATURES], train.late.map({False: "false", True: "true"}))
    assert model.classes_.tolist() == ["false", "true"]
    own = model.predict_proba(rows[flights.FEATURES])[:, 1]
    path = export(model, "flights-sklearn-logistic.onnx", zipmap=False)
    labels, probabilities = flights.session(path).run(None, flights.columns(rows))
    assert (labels == model.predict(rows[flights.FEATURES])).all()
    flights.report("sklearn_logistic", path, rows, own, probabilities[:, 1])


def boosting(train, rows):
    model = pipeline(
        SimpleImputer(strategy="median"),
        model=GradientBoostingClassifier(n_estimators=100, max_depth=3, random_state=flights.SEED),
    )
    model.fit(train[flights.FEATURES], train.late.astype(int))
    assert model.classes_.tolist() == [0, 1]
    own = model.predict_proba(rows[flights.FEATURES])[:, 1]
    path = export(model, "flights-sklearn-boosting.onnx", zipmap=True)
    labels, maps = flights.session(path).run(None, flights.columns(rows))
    assert (labels == model.predict(rows[flights.FEATURES])).all()
    flights.report("sklearn_boosting", path, rows, own, [by_class[1] for by_class in maps])


def main():
    all_flights = flights.load()
    train, rows = flights.training(all_flights), flights.predicted(all_flights)
    flights.versions("scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy", "pandas")
    print(f"log loss of the base rate: {flights.base_rate(all_flights):.4f}")
    logistic(train, rows)
    boosting(train, rows)


if __name__ == "__main__":
    main()
