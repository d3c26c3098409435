#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains boosted trees of scikit-learn on the rows that a pipeline gives it, and writes them as ONNX.

    python train_from_rows.py ROWS MODEL --categories carrier,origin [--seed 1]

ROWS is a CSV with a header: the features, then the response; an empty field is a missing value. The graph that is written to MODEL has
one input a column, so a pipeline needs no declaration to fill it.
"""

import argparse

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows")
    parser.add_argument("model")
    parser.add_argument("--categories", default="", help="names of the columns of texts, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    categories = [name for name in options.categories.split(",") if name]
    header = pd.read_csv(options.rows, nrows=0).columns.tolist()
    response, features = header[-1], header[:-1]
    numbers = [name for name in features if name not in categories]
    types = {name: str for name in [*categories, response]} | {name: np.float32 for name in numbers}
    rows = pd.read_csv(options.rows, dtype=types, keep_default_na=False, na_values={name: [""] for name in numbers})
    print(f"{len(rows)} rows, {len(numbers)} numbers, {len(categories)} categories, response {response}")

    columns = ColumnTransformer(
        [
            ("numbers", SimpleImputer(strategy="median"), numbers),
            ("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories),
        ]
    )
    trees = GradientBoostingClassifier(n_estimators=60, max_depth=3, random_state=options.seed)
    model = make_pipeline(columns, trees)
    model.fit(rows[features], rows[response])

    inputs = [
        (name, StringTensorType([None, 1]) if name in categories else FloatTensorType([None, 1])) for name in features
    ]
    onnx = to_onnx(
        model, initial_types=inputs, options={id(model): {"zipmap": False}}, target_opset={"": 21, "ai.onnx.ml": 3}
    )
    with open(options.model, "wb") as file:
        file.write(onnx.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
