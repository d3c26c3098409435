"""Writes distances.csv: MMD as alibi-detect computes it, its linear-time form by numpy, energy distances as dcor computes them.

    python -m venv venv && venv/bin/pip install -r requirements-multivariate.txt
    venv/bin/python multivariate_fixtures.py ../resources/io/leeway/monitoring/drift/multivariate

Rows are standardised by the reference before either peer sees them, as MultivariateTest says. alibi-detect's kernel is given 64-bit numbers; its own rule for the
bandwidth, sigma_median, is applied to all rows together. No peer has the linear-time form: it is Lemma 14 of Gretton et al. (2012) in numpy.
"""
import importlib.util
import os
import pathlib
import sys
import types

os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import dcor
import numpy as np
import tensorflow as tf
from scipy.stats import norm

# Its packages import every detector, and what those need; two files are enough.
for package in ("", "utils", "utils/tensorflow"):
    name = f"alibi_detect/{package}".rstrip("/").replace("/", ".")
    module = types.ModuleType(name)
    module.__path__ = [os.path.join(importlib.util.find_spec("dcor").submodule_search_locations[0], "..", "alibi_detect", package)]
    sys.modules[name] = module

from alibi_detect.utils.tensorflow.distance import mmd2_from_kernel_matrix  # noqa: E402
from alibi_detect.utils.tensorflow.kernels import GaussianRBF, sigma_median  # noqa: E402

tf.keras.backend.set_floatx("float64")
rng = np.random.default_rng(20240611)


def shifted(n, m, d, by=0.0):
    return rng.normal(size=(n, d)), rng.normal(size=(m, d)) + by


def correlated(n, m):
    reference, current = shifted(n, m, 2)
    current[:, 1] = 0.9 * current[:, 0] + 0.4 * current[:, 1]
    return reference, current


def constant_column(n, m, before, now):
    reference, current = shifted(n, m, 2)
    reference[:, 1], current[:, 1] = before, now
    return reference, current


def cases():
    yield "same", shifted(30, 20, 3)
    yield "shifted", shifted(30, 20, 3, 1.0)
    yield "one column", shifted(25, 25, 1, 0.3)
    yield "eight columns", shifted(14, 12, 8, 0.2)
    yield "more columns than rows", shifted(5, 6, 16)
    yield "dependence", correlated(40, 30)
    yield "two rows each", shifted(2, 2, 2)
    yield "two and many", shifted(2, 40, 2)
    yield "one row now", shifted(20, 1, 2)
    yield "odd", shifted(21, 17, 2, 0.5)
    dice = tuple(np.floor(rng.uniform(size=(n, 2)) * 6) for n in (40, 30))
    yield "ties", dice
    coins = tuple(np.floor(rng.uniform(size=(n, 2)) + 0.1) for n in (30, 30))
    yield "mostly ties", coins
    yield "constant column", constant_column(20, 20, 3.0, 3.0)
    yield "constant column that moved", constant_column(20, 20, 3.0, 5.0)
    yield "all constant", (np.full((12, 2), 7.0), np.full((12, 2), 7.0))
    yield "tiny", tuple(x * 1e-300 for x in shifted(20, 20, 2, 0.5))
    yield "huge", tuple(x * 1e300 for x in shifted(20, 20, 2, 0.5))
    yield "of different sizes", tuple(x * np.array([1e-200, 1.0, 1e200]) for x in shifted(20, 20, 3, 0.5))
    outlier = shifted(20, 20, 2)
    outlier[1][3] = 1e6
    yield "outlier", outlier


def standardised(reference, current):
    before, now = np.empty_like(reference), np.empty_like(current)
    for k in range(reference.shape[1]):
        unit = np.abs(np.concatenate([reference[:, k], current[:, k]])).max()
        x, y = reference[:, k] / unit, current[:, k] / unit
        deviation = x.std() if np.ptp(x) > 0 else np.concatenate([x, y]).std() if np.ptp(np.append(x, y)) > 0 else np.inf
        mean = x.mean() if np.ptp(x) > 0 else x[0]
        before[:, k], now[:, k] = (x - mean) / deviation, (y - mean) / deviation
    return before, now


def sigma(x, y, dist):
    """alibi-detect's, and by the mean where it is 0, which alibi-detect has no rule for; it clips distances at 1e-30."""
    found = sigma_median(x, y, dist)
    if float(found[0]) > 1e-14:
        return found
    n = x.shape[0]
    mean = np.where(dist.numpy() > 1e-25, dist.numpy(), 0).sum() / (n * (n - 1))
    return tf.constant([np.sqrt((mean if mean > 0 else 1.0) / 2)])


def mmd(x, y):
    if min(len(x), len(y)) < 2:
        return float("nan"), float("nan"), float("nan")
    kernel = GaussianRBF(init_sigma_fn=sigma)
    z = tf.constant(np.vstack([x, y]))
    matrix = kernel(z, z)
    return float(mmd2_from_kernel_matrix(matrix, len(y))), *linear(x, y, 2 * float(kernel.sigma[0]) ** 2)


def linear(x, y, scale):
    pairs = min(len(x), len(y)) // 2
    if pairs < 2:
        return float("nan"), float("nan")

    def k(a, b):
        return np.exp(-((a - b) ** 2).sum(axis=1) / scale)

    x, other_x, y, other_y = x[:2 * pairs:2], x[1:2 * pairs:2], y[:2 * pairs:2], y[1:2 * pairs:2]
    terms = k(x, other_x) + k(y, other_y) - k(x, other_y) - k(other_x, y)
    mean = terms.mean()
    return mean, norm.sf(mean / np.sqrt(terms.var(ddof=1) / pairs)) if mean != 0 else 0.5


def text(rows):
    return " ".join(repr(float(x)) for x in rows.ravel())


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "distances.csv", "w") as out:
        out.write("name;columns;reference;current;mmd;linear;linearP;energy\n")
        for name, samples in cases():
            reference, current = (np.vectorize(lambda x: float(f"{x:.6g}"))(each) for each in samples)
            x, y = standardised(reference, current)
            found = [*mmd(x, y), float(dcor.energy_distance(x, y))]
            out.write(f"{name};{x.shape[1]};{text(reference)};{text(current)};" + ";".join(repr(float(v)) for v in found) + "\n")


main(pathlib.Path(sys.argv[1]))
