"""The Python of docs/from-nannyml.md: drift and performance in chunks, by NannyML. Prints what from_nannyml.txt holds."""

import os
import pathlib

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml as nml
import pandas as pd

RESOURCES = pathlib.Path(__file__).parent.parent / "src"
FLIGHTS = RESOURCES / "main/resources/io/leeway/examples/flights/flights-2013.csv.gz"
PREDICTIONS = RESOURCES / "test/resources/io/leeway/examples/onnx/predictions.csv"

year = pd.read_csv(FLIGHTS)
january, july = year[year.month == 1], year[year.month == 7]

drift = nml.UnivariateDriftCalculator(
    column_names=["distance", "elapsed", "temp"],
    continuous_methods=["kolmogorov_smirnov", "wasserstein"],
    chunk_size=5000,
)
drift.fit(january.head(9000))
found = drift.calculate(july.head(10000)).filter(period="analysis").to_df()
for column in ["distance", "elapsed", "temp"]:
    statistic = found[column]["kolmogorov_smirnov"]
    print(column, [round(value, 6) for value in statistic["value"]], [bool(alert) for alert in statistic["alert"]])

scored = pd.read_csv(PREDICTIONS).merge(year, on="id").sort_values("id")
scored["late"] = scored["late"].astype(int)
scored["predicted"] = (scored["sklearn_boosting"] >= 0.5).astype(int)

performance = nml.PerformanceCalculator(
    metrics=["roc_auc", "f1", "accuracy"],
    y_true="late",
    y_pred="predicted",
    y_pred_proba="sklearn_boosting",
    problem_type="classification_binary",
    chunk_size=500,
)
performance.fit(scored.head(1000))
realized = performance.calculate(scored.tail(1000)).filter(period="analysis").to_df()
for metric in ["roc_auc", "f1", "accuracy"]:
    print(metric, [round(value, 6) for value in realized[metric]["value"]])

estimator = nml.CBPE(
    metrics=["roc_auc"],
    y_true="late",
    y_pred="predicted",
    y_pred_proba="sklearn_boosting",
    problem_type="classification_binary",
    chunk_size=500,
)
estimator.fit(scored.head(1000))
estimated = estimator.estimate(scored.tail(1000)).filter(period="analysis").to_df()
print("estimated roc_auc", [round(value, 6) for value in estimated["roc_auc"]["value"]])
