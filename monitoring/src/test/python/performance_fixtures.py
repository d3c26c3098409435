"""Writes the fixtures of io.leeway.monitoring.performance: metrics as scikit-learn computes them.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python performance_fixtures.py ../resources/io/leeway/monitoring/performance

Two files, one case a line, fields separated by a semicolon, numbers in Python's shortest exact form, NaN where a metric is
not defined:
    classification.csv  name;threshold;labels as 0 and 1;probabilities;then the metrics in the order of the header
    regression.csv      name;predictions;actual values;then the metrics
"""
import sys
import warnings

import numpy as np
import scipy
import sklearn
from sklearn import metrics as m

assert (np.__version__, scipy.__version__, sklearn.__version__) == ("2.2.6", "1.15.3", "1.6.1")
warnings.simplefilter("ignore")
NAN = float("nan")


def ece(y, p, bins=10):
    """Expected calibration error; scikit-learn has none, so by its definition, with bins [i/B, (i+1)/B)."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        mine = at == b
        if mine.any():
            total += mine.mean() * abs(p[mine].mean() - y[mine].mean())
    return total


def classification(y, p, threshold):
    both = len(set(y.tolist())) == 2
    hit = (p >= threshold).astype(int)
    return [
        len(y),
        int(y.sum()),
        m.log_loss(y, p, labels=[0, 1]),
        m.roc_auc_score(y, p) if both else NAN,
        float(np.mean((p - y) ** 2)) if not both else m.brier_score_loss(y, p),
        ece(y, p),
        float(p.mean() - y.mean()),
        m.accuracy_score(y, hit),
        m.precision_score(y, hit, zero_division=np.nan),
        m.recall_score(y, hit, zero_division=np.nan),
        m.f1_score(y, hit, zero_division=np.nan),
    ]


def classification_cases():
    r = np.random.default_rng(20130101)

    def drawn(n, shape=(1, 1)):
        p = r.beta(*shape, n)
        return (r.random(n) < p).astype(int), p

    for n in (2, 3, 5, 10, 50, 100, 1000, 2000):
        y, p = drawn(n)
        yield f"uniform-{n}", y, p, 0.5
    for n in (20, 500, 2000):
        y, p = drawn(n, (1, 3))
        yield f"skewed-{n}", y, p, 0.3
    for digits in (0, 1, 2):
        y, p = drawn(400)
        yield f"ties-{digits}-digits", y, np.round(p, digits), 0.5
    y, p = drawn(300, (0.05, 0.05))
    yield "near-the-ends", y, p, 0.5
    y, p = drawn(300, (0.5, 5))
    yield "rare", y, p, 0.1
    yield "one-row-positive", np.array([1]), np.array([0.7]), 0.5
    yield "one-row-negative", np.array([0]), np.array([0.7]), 0.5
    yield "all-positive", np.ones(30, int), r.random(30), 0.5
    yield "all-negative", np.zeros(30, int), r.random(30), 0.5
    yield "constant-half", np.array([0, 1] * 20), np.full(40, 0.5), 0.5
    yield "constant-base-rate", np.array([0, 0, 0, 1] * 10), np.full(40, 0.25), 0.5
    yield "perfect", np.array([0, 0, 1, 1]), np.array([0.0, 0.0, 1.0, 1.0]), 0.5
    yield "perfectly-wrong", np.array([1, 1, 0, 0]), np.array([0.0, 0.0, 1.0, 1.0]), 0.5
    yield "certain-and-wrong-once", np.array([0, 1, 1, 0, 1]), np.array([0.1, 0.9, 0.0, 0.2, 1.0]), 0.5
    yield "tiny-probabilities", np.array([0, 1, 0, 1]), np.array([1e-300, 1e-17, 1e-10, 5e-324]), 0.5
    yield "next-to-one", np.array([0, 1, 0, 1]), np.array([1 - 2**-53, 1 - 2**-53, 1 - 1e-10, 1.0]), 0.5
    yield "on-the-threshold", np.array([0, 1, 0, 1, 1]), np.array([0.5, 0.5, 0.4999999, 0.5000001, 0.2]), 0.5
    yield "on-bin-edges", np.array([0, 1] * 6)[:11], np.arange(11) / 10, 0.5
    yield "threshold-zero", *drawn(50), 0.0
    yield "threshold-one", *drawn(50), 1.0
    yield "nothing-predicted", np.array([0, 1, 0, 1]), np.array([0.1, 0.2, 0.3, 0.4]), 0.9
    y, p = drawn(500)
    yield "reversed", 1 - y, p, 0.5
    y, p = drawn(500)
    yield "overconfident", y, np.clip(1.5 * (p - 0.5) + 0.5, 0, 1), 0.5
    y, p = drawn(500)
    yield "biased-up", y, np.sqrt(p), 0.5
    yield "unrelated", (r.random(700) < 0.3).astype(int), r.random(700), 0.5
    y, p = drawn(200)
    yield "few-distinct", y, r.choice([0.2, 0.4, 0.4000000000000001, 0.8], 200), 0.4


def regression(f, y):
    constant = len(set(y.tolist())) == 1
    return [
        len(y),
        m.mean_absolute_error(y, f),
        m.root_mean_squared_error(y, f),
        NAN if constant else m.r2_score(y, f),
        float(np.mean(f - y)),
    ]


def regression_cases():
    r = np.random.default_rng(20130102)
    for n in (2, 3, 10, 100, 1000, 2000):
        y = r.normal(size=n)
        yield f"normal-{n}", y + r.normal(size=n) * 0.5, y
    for scale in (1e-8, 1e3, 1e8):
        y = r.normal(size=200) * scale
        yield f"scale-{scale:g}", y * 0.9 + 0.1 * scale, y
    for offset in (-100.0, 1e4, 1e6):
        y = r.normal(size=300) + offset
        yield f"offset-{offset:g}", y + r.normal(size=300), y
    y = np.exp(r.normal(size=500) * 2)
    yield "log-normal", y * np.exp(r.normal(size=500) * 0.1), y
    y = r.standard_t(2, size=500)
    yield "heavy-tails", y * 0.5, y
    y = r.integers(0, 5, 300).astype(float)
    yield "counts", np.full(300, 2.0), y
    yield "rounded", np.round(y * 1.1), y
    yield "perfect", y, y
    yield "reversed", -y, y
    yield "mean", np.full(300, y.mean()), y
    yield "one-row", np.array([3.0]), np.array([2.5])
    yield "two-equal-rows", np.array([3.0, 4.0]), np.array([2.5, 2.5])
    yield "constant-actual", r.normal(size=50), np.full(50, 7.0)
    yield "constant-both", np.full(50, 6.0), np.full(50, 7.0)
    yield "one-outlier", np.zeros(100), np.r_[np.zeros(99), 1e3]
    for k in range(6):
        y = r.uniform(-10, 10, 50 + k)
        yield f"uniform-{k}", y + r.uniform(-k - 1, k, 50 + k), y


def number(value):
    return repr(float(value)).replace("nan", "NaN")


def numbers(values):
    return " ".join(map(number, values))


def main(folder):
    with open(f"{folder}/classification.csv", "w", newline="\n") as out:
        out.write("name;threshold;labels;probabilities;rows;positives;logLoss;rocAuc;brier;calibrationError;"
                  "calibrationBias;accuracy;precision;recall;f1\n")
        for name, y, p, threshold in classification_cases():
            row = map(number, classification(y, p, threshold))
            out.write(";".join([name, repr(threshold), "".join(map(str, y)), numbers(p), *row]) + "\n")
    with open(f"{folder}/regression.csv", "w", newline="\n") as out:
        out.write("name;predictions;actuals;rows;mae;rmse;r2;bias\n")
        for name, f, y in regression_cases():
            row = map(number, regression(f, y))
            out.write(";".join([name, numbers(f), numbers(y), *row]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
