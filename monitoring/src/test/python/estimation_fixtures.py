"""Writes the fixtures of performance without labels: what NannyML 0.13.1 estimates on the data sets that it packages.

    python -m venv venv && venv/bin/pip install -r requirements-estimation.txt
    venv/bin/python estimation_fixtures.py ../resources/io/leeway/monitoring/performance

The data sets come from NannyML's wheel (Apache License 2.0); ORIGIN lists the SHA-256 of each file that is read. Five files:
    car-loan.csv.gz    binary, all rows:      period,probability in percent,predicted 0 or 1,actual 0 or 1
    cards.csv.gz       three classes, all:    period,percent of highstreet,prepaid,upmarket,predicted,actual (0, 1, 2)
    car-price.csv.gz   regression, 1 in 6:    period,car_age,km_driven,price_new,accident_count,door_count,fuel,transmission,
                                              predicted,actual
    car-price-losses.csv.gz  what NannyML's LightGBM models say of the first chunk of 2,000 rows of the analysis, before
                       negative values are clipped: mae,mape,mse,msle
    estimates.csv      data set;period;chunk;metric;estimate;sampling error;lower;upper;realised (NaN where NannyML has none);
                       average_precision_of_ties is scikit-learn's average precision of NannyML's calibrated probabilities:
                       it takes rows of equal score together, NannyML's estimate one after the other
"""
import gzip
import hashlib
import os
import pathlib
import sys
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import lightgbm
import nannyml as nml
import numpy as np
import pandas as pd
import sklearn
from nannyml.performance_estimation.confidence_based.cbpe import _calibrate_predicted_probabilities
from sklearn.metrics import average_precision_score

assert (nml.__version__, np.__version__, pd.__version__, sklearn.__version__, lightgbm.__version__) == (
    "0.13.1", "2.4.6", "2.3.3", "1.7.2", "4.5.0")
warnings.simplefilter("ignore")
np.random.seed(20130101)  # the band of average precision is resampled
DATA = pathlib.Path(nml.__file__).parent / "datasets" / "data"
ORIGIN = {
    "synthetic_car_loan_reference.csv": "e6d2e70d8bac3e892764cb96570efb1adebf8f95497e07e96746eb1d94925995",
    "synthetic_car_loan_analysis.csv": "1ecfee47fbce587b423d1eb365cbb7b36265388596dca5b3e1fed0748159529b",
    "synthetic_car_loan_analysis_target.csv": "017d51c34548b57e663d216ad369588fa30d6a9523f94b81ef0a2af148009560",
    "mc_reference.csv": "0f6f86734566813032cb0f18165938bd11a81c805285f5e67bccd02d7ec991d3",
    "mc_analysis.csv": "a8955b5167645cd5283caa2217e5b5949cbdf224c34bf4e89b6531bfbee13cb2",
    "mc_analysis_gt.csv": "8965a1ac4fba71458861fad3b9bd4a585151ed813d9aa5f6708ed0f22220789e",
    "regression_synthetic_reference.csv": "7c64c7d8957c12cb1a63f9a031ae17507587d6b6b294fc64cdc5bfaeba01b173",
    "regression_synthetic_analysis.csv": "0edc02eafa4b309192ef6a4fa952ecce1afde31c9ed9793e5e5cc64cfc60cda5",
    "regression_synthetic_analysis_targets.csv": "3a508f80e61d20310363a4222416f413feb76c9f9453a79f76356125da466d79",
}
CLASSIFICATION = ["roc_auc", "average_precision", "f1", "precision", "recall", "specificity", "accuracy"]
REGRESSION = ["mae", "mape", "mse", "msle", "rmse", "rmsle"]


def gzipped(path, lines):
    with open(path, "wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


def estimates(out, name, estimator, analysis, metrics):
    data = estimator.estimate(analysis).to_df()
    for _, row in data.iterrows():
        for metric in metrics:
            m = row[metric]
            fields = [m["value"], m["sampling_error"], m["lower_confidence_boundary"], m["upper_confidence_boundary"],
                      m["realized"]]
            out.write(";".join([name, row["chunk"]["period"], str(row["chunk"]["chunk_index"]), metric]
                               + [repr(float(f)).replace("nan", "NaN") for f in fields]) + "\n")


def of_ties(out, name, rows, size, scores, probabilities):
    for chunk in range(len(rows) // size):
        at = slice(chunk * size, (chunk + 1) * size)
        values = []
        for score, p in zip(scores, probabilities):
            s, q = np.asarray(score)[at], np.asarray(p)[at]
            values.append(average_precision_score(np.r_[np.ones(size), np.zeros(size)], np.r_[s, s],
                                                  sample_weight=np.r_[q, 1 - q]))
        out.write(f"{name};analysis;{chunk};average_precision_of_ties;{float(np.mean(values))!r};NaN;NaN;NaN;NaN\n")


def binary(folder, out):
    reference, analysis, target = nml.load_synthetic_car_loan_dataset()
    joined = analysis.merge(target, on="id")
    lines = []
    for period, rows in (("reference", reference), ("analysis", joined)):
        percent = (rows["y_pred_proba"] * 100).round().astype(int)
        assert np.array_equal(percent / 100, rows["y_pred_proba"])
        lines += [f"{period},{p},{int(q)},{int(y)}" for p, q, y in zip(percent, rows["y_pred"], rows["repaid"])]
    gzipped(f"{folder}/car-loan.csv.gz", lines)
    estimator = nml.CBPE(metrics=CLASSIFICATION, y_true="repaid", y_pred="y_pred", y_pred_proba="y_pred_proba",
                         problem_type="classification_binary", chunk_size=5000)
    estimator.fit(reference)
    print("car-loan needs calibration:", estimator.needs_calibration)
    estimates(out, "car-loan", estimator, joined, CLASSIFICATION)
    score = joined["y_pred_proba"]
    of_ties(out, "car-loan", joined, 5000, [score], [estimator.calibrator.calibrate(score)])


def multiclass(folder, out):
    reference, analysis, target = nml.load_synthetic_multiclass_classification_dataset()
    joined = analysis.merge(target, on="id")
    classes = ["highstreet_card", "prepaid_card", "upmarket_card"]
    lines = []
    for period, rows in (("reference", reference), ("analysis", joined)):
        percent = [(rows[f"y_pred_proba_{c}"] * 100).round().astype(int) for c in classes]
        columns = [*percent, rows["y_pred"].map(classes.index), rows["y_true"].map(classes.index)]
        lines += [",".join([period, *map(str, values)]) for values in zip(*columns)]
    gzipped(f"{folder}/cards.csv.gz", lines)
    estimator = nml.CBPE(metrics=CLASSIFICATION, y_true="y_true", y_pred="y_pred",
                         y_pred_proba={c: f"y_pred_proba_{c}" for c in classes},
                         problem_type="classification_multiclass", chunk_size=6000)
    estimator.fit(reference)
    print("cards calibrators:", {c: type(v).__name__ for c, v in estimator._calibrators.items()})
    estimates(out, "cards", estimator, joined, CLASSIFICATION)
    columns = [f"y_pred_proba_{c}" for c in classes]
    calibrated = _calibrate_predicted_probabilities(joined, "y_true", dict(zip(classes, columns)), estimator._calibrators)
    of_ties(out, "cards", joined, 6000, [joined[c] for c in columns], [calibrated[c] for c in columns])


def regression(folder, out):
    reference, analysis, target = nml.load_synthetic_car_price_dataset()
    features = ["car_age", "km_driven", "price_new", "accident_count", "door_count", "fuel", "transmission"]
    reference = reference.iloc[::6].reset_index(drop=True)
    joined = analysis.merge(target, on="id").iloc[::6].reset_index(drop=True)
    lines = []
    for period, rows in (("reference", reference), ("analysis", joined)):
        for row in rows[features + ["y_pred", "y_true"]].itertuples(index=False):
            lines.append(",".join([period] + [v if isinstance(v, str) else f"{v:g}" for v in row]))
    gzipped(f"{folder}/car-price.csv.gz", lines)
    estimator = nml.DLE(metrics=REGRESSION, feature_column_names=features, y_true="y_true", y_pred="y_pred", chunk_size=2000)
    estimator.fit(reference.copy())
    estimates(out, "car-price", estimator, joined, REGRESSION)
    encoded = joined.head(2000).copy()
    for column, encoder in estimator._categorical_encoders.items():
        encoded[column] = encoder.transform(encoded[[column]].astype("object").values).ravel() + 1
    models = {m.column_name: m._dee_model for m in estimator.metrics}
    losses = [models[m].predict(encoded[features + ["y_pred"]]) for m in ["mae", "mape", "mse", "msle"]]
    gzipped(f"{folder}/car-price-losses.csv.gz", [",".join(f"{v:.7g}" for v in row) for row in zip(*losses)])


def main(folder):
    for file, expected in ORIGIN.items():
        assert hashlib.sha256((DATA / file).read_bytes()).hexdigest() == expected, file
    with open(f"{folder}/estimates.csv", "w", newline="\n") as out:
        out.write("data;period;chunk;metric;estimate;samplingError;lower;upper;realised\n")
        binary(folder, out)
        multiclass(folder, out)
        regression(folder, out)


if __name__ == "__main__":
    main(sys.argv[1])
