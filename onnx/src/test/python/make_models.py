#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the small ONNX models of the tests of leeway-onnx, with cases: inputs, and what Python's onnxruntime returns for them.

    python3 -m venv /tmp/leeway-models && /tmp/leeway-models/bin/pip install -r onnx/src/test/python/requirements.txt
    /tmp/leeway-models/bin/python onnx/src/test/python/make_models.py

It writes src/test/resources/io/leeway/onnx/: *.onnx with a *.csv each, in the form that check_models.py explains, and
the README.md there. Its folder odd/ holds models that must be refused, limited or noticed; odd_models.py makes them.
"""

import csv
import math
import warnings
from pathlib import Path

import lightgbm
import numpy as np
import odd_models
import onnx
import onnxruntime
import pandas as pd
import readme
import xgboost
from graphs import floats, graph_model, ints, layers, tensor
from onnx import helper
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as ToolsFloat
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeClassifier

FOLDER = Path(__file__).resolve().parents[1] / "resources/io/leeway/onnx"
SEED = 20130101
OPSETS = {"": 17, "ai.onnx.ml": 3}
NUMBERS, TEXTS = ["amount", "age"], ["country", "device"]
COLUMNS = NUMBERS + TEXTS
NAN = float("nan")


# Data -----------------------------------------------------------------------------------------------------------------


def orders(rows):
    """Made-up orders: amount and age (missing for a tenth), country and device; and three targets."""
    r = np.random.default_rng(SEED)
    table = pd.DataFrame(
        {
            "amount": np.round(r.gamma(2, 40, rows), 2).astype(np.float32),
            "age": r.integers(18, 90, rows).astype(np.float32),
            "country": r.choice(["de", "fr", "it"], rows, p=[0.5, 0.3, 0.2]).astype(object),
            "device": r.choice(["phone", "laptop", "tablet"], rows).astype(object),
        }
    )
    score = table.amount / 60 - table.age / 40 + (table.country == "it") - 0.7 * (table.device == "phone")
    table["bought"] = (score + r.logistic(size=rows) > 0).astype(int)
    table["level"] = np.select([score < -0.5, score < 0.7], ["low", "medium"], "high").astype(object)
    table["spent"] = table.amount * 1.5 + 10 * (table.country == "fr") + r.normal(size=rows)
    table.loc[r.random(rows) < 0.1, "age"] = np.nan
    return table


def cases():
    """Rows to predict: as in training, missing, unseen and extreme."""
    r = np.random.default_rng(SEED + 1)
    usual = orders(600)[COLUMNS].iloc[r.choice(600, 25, replace=False)]
    odd = pd.DataFrame(
        [
            (50, NAN, "de", "phone"), (NAN, 40, "fr", "laptop"), (NAN, NAN, "it", "tablet"), (NAN, NAN, "", ""),
            (50, 40, "es", "phone"), (50, 40, "de", "watch"), (50, 40, "es", "watch"), (50, 40, "", "phone"),
            (50, 40, "DE", "phone"), (50, 40, " de", "phone"), (50, 40, "日本", "🙂"),
            (50, NAN, "es", "watch"), (0, 0, "de", "phone"), (-0.0, -0.0, "fr", "laptop"), (-50, -1, "it", "tablet"),
            (1e6, 40, "de", "phone"), (-1e6, 40, "de", "phone"), (50, 1e6, "de", "phone"), (50, -1e6, "de", "phone"),
            (1e30, 40, "fr", "laptop"), (-1e30, 40, "fr", "laptop"), (50, 1e30, "it", "tablet"),
            (1e-30, 1e-30, "de", "phone"), (16_777_217, 40, "de", "phone"), (0.1, 0.2, "it", "phone"),
        ],
        columns=COLUMNS,
    )  # fmt: skip
    return pd.concat([usual, odd], ignore_index=True).astype({column: np.float32 for column in NUMBERS})


DATA, CASES = orders(600), cases()
# For models that do not impute.
WHOLE_DATA = DATA.dropna().reset_index(drop=True)
WHOLE_CASES = CASES.dropna().reset_index(drop=True)


# Writing --------------------------------------------------------------------------------------------------------------


def number(x):
    """Python's shortest exact form of a float32 or float64, empty for NaN."""
    return "" if math.isnan(x) else repr(float(x))


def field(x):
    return x if isinstance(x, str) else str(int(x)) if isinstance(x, (int, np.integer)) else number(x)


def write(name, model, feeds, own=None):
    """Writes a model and its cases, with the answers of onnxruntime; own are the framework's, which they must agree with.

    The CSV's columns are those of the feeds, which are arrays [N], [N,1] or [N,k].
    """
    onnx.checker.check_model(model)
    # skl2onnx keeps them in a set of texts, whose order changes from run to run.
    model.opset_import.sort(key=lambda opset: opset.domain)
    raw = model.SerializeToString(deterministic=True)
    session = onnxruntime.InferenceSession(raw, providers=["CPUExecutionProvider"])
    outputs = session.run(None, feeds)
    again = session.run(None, {key: array[::-1] for key, array in feeds.items()})
    matrix, label = None, None
    for output, backward in zip(outputs, again):
        if isinstance(output, list):
            output, backward = (np.array([list(row.values()) for row in o], np.float32) for o in (output, backward))
        if output.dtype.kind == "f" and matrix is None:
            matrix = output.reshape(len(output), -1).astype(np.float64)
            # A row's answer must not depend on the rows beside it, or comparing row by row means nothing.
            assert np.allclose(matrix[::-1], backward.reshape(matrix.shape), rtol=0, atol=1e-6, equal_nan=True), name
        elif output.dtype.kind in "iOU" and label is None:
            label = output.reshape(-1)
    if own is not None:
        # With numbers above a million, float32 may differ by more from the framework's double. Those rows are there to
        # compare Java with onnxruntime.
        large = [np.abs(a.astype(float)) > 1e6 for a in feeds.values() if a.dtype != object]
        usual = ~np.any(np.hstack([a.reshape(len(matrix), -1) for a in large]), axis=1)
        worst = np.abs(own.reshape(matrix.shape)[usual] - matrix[usual]).max()
        scale = max(1, np.abs(matrix[usual]).max())
        assert worst <= 1e-5 * scale, f"{name}: framework and onnxruntime differ by {worst}"

    header, columns = [], []
    for key, array in feeds.items():
        if array.ndim == 2 and array.shape[1] > 1:
            header += [f"{key}[{i}]" for i in range(array.shape[1])]
            columns += list(array.T)
        else:
            header.append(key)
            columns.append(array.reshape(-1))
    if label is not None:
        header.append("label")
        columns.append(label)
    if matrix is not None:
        header += [f"expected_{i}" for i in range(matrix.shape[1])]
        columns += list(matrix.T)
    (FOLDER / f"{name}.onnx").write_bytes(raw)
    with open(FOLDER / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([field(x) for x in row] for row in zip(*columns))


# scikit-learn ---------------------------------------------------------------------------------------------------------


def of_columns(*numbers, texts=None):
    """A transformer of the four columns: the numbers in a row of steps, the texts one-hot unless given otherwise."""
    texts = texts or OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer([("numbers", make_pipeline(*numbers), NUMBERS), ("texts", texts, TEXTS)])


def sk_columns(name, model, target, zipmap=None, number_type=FloatTensorType, data=DATA, rows=CASES):
    """A pipeline over the columns: one input [N,1] each."""
    dtype = np.float64 if number_type is DoubleTensorType else np.float32
    data, rows = (t.astype({column: dtype for column in NUMBERS}) for t in (data, rows))
    model.fit(data[COLUMNS], target)
    types = [(c, number_type([None, 1]) if c in NUMBERS else StringTensorType([None, 1])) for c in COLUMNS]
    convert_and_write(name, model, types, zipmap, rows[COLUMNS], {c: rows[[c]].to_numpy() for c in COLUMNS})


def sk_matrix(name, model, target, zipmap=None, data=WHOLE_DATA, rows=WHOLE_CASES):
    """A model over the two numbers: one input X [N,2]."""
    model.fit(data[NUMBERS].to_numpy(), target)
    x = rows[NUMBERS].to_numpy()
    convert_and_write(name, model, [("X", FloatTensorType([None, 2]))], zipmap, x, {"X": x})


def convert_and_write(name, model, types, zipmap, rows, feeds):
    options = None if zipmap is None else {id(model): {"zipmap": zipmap}}
    onnx_model = to_onnx(model, initial_types=types, options=options, target_opset=OPSETS, name=name)
    own = model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)
    write(name, onnx_model, feeds, own)


def scikit_learn():
    yes = DATA.bought.map({0: "no", 1: "yes"}).astype(object)
    logistic = lambda *numbers, **more: make_pipeline(of_columns(*numbers, **more), LogisticRegression(max_iter=1000))
    median = SimpleImputer(strategy="median")
    sk_columns("sk_logistic_columns", logistic(median, StandardScaler()), yes, zipmap=False)
    sk_columns("sk_logistic_zipmap", logistic(median, StandardScaler()), DATA.bought, zipmap=True)
    sk_columns("sk_logistic_zipmap_texts", logistic(median, StandardScaler()), yes, zipmap=True)
    # onnxruntime has no Imputer for double.
    whole = {"data": WHOLE_DATA, "rows": WHOLE_CASES, "number_type": DoubleTensorType}
    sk_columns("sk_logistic_double", logistic(StandardScaler()), WHOLE_DATA.bought, zipmap=False, **whole)
    sk_columns("sk_multiclass", logistic(median, StandardScaler()), DATA.level, zipmap=False)
    sk_columns("sk_multiclass_zipmap", logistic(median, StandardScaler()), DATA.level, zipmap=True)
    sk_columns("sk_minmax", logistic(median, MinMaxScaler()), DATA.bought, zipmap=False)
    sk_columns("sk_minmax_clip", logistic(median, MinMaxScaler(clip=True)), DATA.bought, zipmap=False)
    sk_columns("sk_robust", logistic(median, RobustScaler()), DATA.bought, zipmap=False)
    sk_columns("sk_maxabs", logistic(median, MaxAbsScaler()), DATA.bought, zipmap=False)
    sk_columns("sk_normalizer", logistic(median, Normalizer()), DATA.bought, zipmap=False)
    constant = SimpleImputer(strategy="constant", fill_value=-1)
    sk_columns("sk_missing_constant", logistic(constant, StandardScaler()), DATA.bought, zipmap=False)
    mean = SimpleImputer(strategy="mean")
    sk_columns("sk_missing_mean", logistic(mean, StandardScaler()), DATA.bought, zipmap=False)

    boosting = GradientBoostingClassifier(n_estimators=12, max_depth=2, random_state=SEED)
    sk_columns("sk_boosting", make_pipeline(of_columns(median), boosting), DATA.bought, zipmap=False)
    forest = RandomForestClassifier(n_estimators=8, max_depth=3, random_state=SEED)
    sk_columns("sk_forest", make_pipeline(of_columns(median), forest), yes, zipmap=False)
    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    tree = DecisionTreeClassifier(max_depth=4, random_state=SEED)
    sk_columns("sk_ordinal", make_pipeline(of_columns(median, texts=ordinal), tree), DATA.bought, zipmap=False)
    sk_columns("sk_ridge_columns", make_pipeline(of_columns(median, StandardScaler()), Ridge()), DATA.spent)

    scaled = make_pipeline(StandardScaler(), LogisticRegression())
    sk_matrix("sk_logistic_matrix", scaled, WHOLE_DATA.bought, zipmap=False)
    sk_matrix("sk_tree", DecisionTreeClassifier(max_depth=4, random_state=SEED), WHOLE_DATA.bought, zipmap=False)
    forest = RandomForestClassifier(n_estimators=8, max_depth=3, random_state=SEED)
    sk_matrix("sk_forest_multiclass", forest, WHOLE_DATA.level, zipmap=False)
    sk_matrix("sk_linear_regression", LinearRegression(), WHOLE_DATA.spent)
    forest = RandomForestRegressor(n_estimators=8, max_depth=3, random_state=SEED)
    sk_matrix("sk_forest_regression", forest, WHOLE_DATA.spent)
    boosting = GradientBoostingRegressor(n_estimators=12, max_depth=2, random_state=SEED)
    sk_matrix("sk_boosting_regression", boosting, WHOLE_DATA.spent)
    # Trees that take missing numbers themselves.
    histogram = HistGradientBoostingClassifier(max_iter=8, max_depth=3, random_state=SEED)
    sk_matrix("sk_hist_boosting", histogram, DATA.bought, False, DATA, CASES)


def boosters():
    """LightGBM and XGBoost, by onnxmltools; both take missing numbers themselves."""
    x, rows = DATA[NUMBERS].to_numpy(), CASES[NUMBERS].to_numpy()
    types = [("X", ToolsFloat([None, 2]))]
    model = lightgbm.LGBMClassifier(
        n_estimators=8, max_depth=3, n_jobs=1, random_state=SEED, deterministic=True, force_row_wise=True, verbose=-1
    ).fit(x, DATA.bought)
    converted = convert_lightgbm(model, initial_types=types, target_opset=15, zipmap=False, name="lightgbm")
    write("lightgbm", converted, {"X": rows}, model.predict_proba(rows))
    model = xgboost.XGBClassifier(n_estimators=8, max_depth=3, n_jobs=1, random_state=SEED).fit(x, DATA.bought)
    converted = convert_xgboost(model, initial_types=types, target_opset=15)
    converted.graph.name = "xgboost"
    write("xgboost", converted, {"X": rows}, model.predict_proba(rows))


# By hand --------------------------------------------------------------------------------------------------------------


def by_hand():
    x = WHOLE_CASES[NUMBERS].to_numpy()
    nodes, weights = layers(1, 1)
    write(
        "logits_matrix",
        graph_model("logits_matrix", nodes, [floats("X", "N", 2)], [floats("logits", "N", 1)], weights),
        {"X": x},
    )

    # Two logits, one a class, as PyTorch's CrossEntropyLoss wants them.
    nodes, weights = layers(2, 2)
    write(
        "logits_two",
        graph_model("logits_two", nodes, [floats("X", "N", 2)], [floats("logits", "N", 2)], weights),
        {"X": x},
    )

    nodes, weights = layers(3, 3)
    nodes.append(helper.make_node("Softmax", ["logits"], ["probabilities"], axis=-1))
    outputs = [floats("probabilities", "N", 3)]
    write("softmax_matrix", graph_model("softmax_matrix", nodes, [floats("X", "N", 2)], outputs, weights), {"X": x})

    # A probability of rank 1.
    nodes, weights = layers(1, 4)
    nodes += [
        helper.make_node("Sigmoid", ["logits"], ["probabilities"]),
        helper.make_node("Squeeze", ["probabilities", "axes"], ["probability"]),
    ]
    weights.append(tensor("axes", np.int64([1])))
    write(
        "sigmoid_vector",
        graph_model("sigmoid_vector", nodes, [floats("X", "N", 2)], [floats("probability", "N")], weights),
        {"X": x},
    )

    # The batch is fixed to one row, as PyTorch exports without dynamic_axes.
    nodes, weights = layers(1, 5)
    nodes.append(helper.make_node("Sigmoid", ["logits"], ["probability"]))
    one_row = graph_model("one_row_only", nodes, [floats("X", 1, 2)], [floats("probability", 1, 1)], weights)
    any_rows = graph_model("any_rows", nodes, [floats("X", "N", 2)], [floats("probability", "N", 1)], weights)
    write("one_row_only", any_rows, {"X": x})
    (FOLDER / "one_row_only.onnx").write_bytes(one_row.SerializeToString(deterministic=True))

    # Embeddings of codes: rank 1, the last code for what is unseen.
    codes = lambda column, known: (
        CASES[column].map({v: i for i, v in enumerate(known)}).fillna(len(known)).to_numpy(np.int64)
    )
    r = np.random.default_rng(6)
    nodes = [
        helper.make_node("Gather", ["country_weights", "country"], ["country_embedded"]),
        helper.make_node("Gather", ["device_weights", "device"], ["device_embedded"]),
        helper.make_node("Concat", ["country_embedded", "device_embedded"], ["embedded"], axis=1),
        helper.make_node("MatMul", ["embedded", "w"], ["product"]),
        helper.make_node("Sigmoid", ["product"], ["probability"]),
    ]
    weights = [
        tensor("country_weights", r.normal(size=(4, 2)).astype(np.float32)),
        tensor("device_weights", r.normal(size=(4, 3)).astype(np.float32)),
        tensor("w", r.normal(size=(5, 1)).astype(np.float32)),
    ]
    model = graph_model(
        "int64_codes", nodes, [ints("country", "N"), ints("device", "N")], [floats("probability", "N", 1)], weights
    )
    feeds = {"country": codes("country", ["de", "fr", "it"]), "device": codes("device", ["laptop", "phone", "tablet"])}
    write("int64_codes", model, feeds)

    # Numbers and codes together, as a network of PyTorch takes them; NaN becomes the mean.
    nodes = [
        helper.make_node("IsNaN", ["numbers"], ["missing"]),
        helper.make_node("Where", ["missing", "mean", "numbers"], ["known"]),
        helper.make_node("Sub", ["known", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "scale"], ["scaled"]),
        helper.make_node("Gather", ["country_weights", "country"], ["embedded"]),
        helper.make_node("Concat", ["scaled", "embedded"], ["all"], axis=1),
        helper.make_node("Gemm", ["all", "w", "b"], ["logit"]),
    ]
    weights = [
        tensor("mean", np.float32([80, 50])), tensor("scale", np.float32([60, 20])),
        tensor("country_weights", r.normal(size=(4, 2)).astype(np.float32)),
        tensor("w", r.normal(size=(4, 1)).astype(np.float32)), tensor("b", np.float32([0.1])),
    ]  # fmt: skip
    model = graph_model(
        "numbers_and_codes",
        nodes,
        [floats("numbers", "N", 2), ints("country", "N")],
        [floats("logit", "N", 1)],
        weights,
    )
    write("numbers_and_codes", model, {"numbers": CASES[NUMBERS].to_numpy(), "country": feeds["country"]})

    # No probabilities: a label alone.
    nodes, weights = layers(2, 7)
    nodes.append(helper.make_node("ArgMax", ["logits"], ["label"], axis=1, keepdims=0))
    write(
        "label_only", graph_model("label_only", nodes, [floats("X", "N", 2)], [ints("label", "N")], weights), {"X": x}
    )


def main():
    warnings.simplefilter("ignore")
    onnxruntime.set_default_logger_severity(3)
    (FOLDER / "odd").mkdir(parents=True, exist_ok=True)
    for old in [*FOLDER.glob("*.onnx"), *FOLDER.glob("*.csv"), *FOLDER.glob("odd/*.onnx")]:
        old.unlink()
    scikit_learn()
    boosters()
    by_hand()
    readme.write(FOLDER, odd_models.write(FOLDER / "odd"))
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files):,} bytes in {FOLDER}")


if __name__ == "__main__":
    main()
