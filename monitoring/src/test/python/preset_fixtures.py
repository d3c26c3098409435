"""Writes verdicts of Evidently or NannyML, with their defaults, on 200 columns: ../resources/io/leeway/monitoring/drift/preset-*.csv.

    python -m venv evidently && evidently/bin/pip install -r requirements.txt
    evidently/bin/python preset_fixtures.py evidently ../resources/io/leeway/monitoring/drift
    python -m venv nannyml && nannyml/bin/pip install -r requirements-estimation.txt
    nannyml/bin/python preset_fixtures.py nannyml ../resources/io/leeway/monitoring/drift

Samples are described as those of drift_fixtures.py; a column of categories has their numbers as names.
"""
import os
import pathlib
import sys
import warnings

os.environ["DO_NOT_TRACK"] = "1"
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
warnings.simplefilter("ignore")
import numpy as np
import pandas as pd

from draws import bell, uniforms

CHUNKS = 10


KINDS = {
    "uniform": uniforms,
    "bell": bell,
    "pareto": lambda seed, n: 1.0 / (1.0 - uniforms(seed, n)),
    "dice": lambda seed, n: np.floor(uniforms(seed, n) * 6.0),
    "cents": lambda seed, n: np.floor(bell(seed, n) * 100.0),
    "coin": lambda seed, n: np.floor(uniforms(seed, n) + 0.3),
    "constant": lambda seed, n: np.ones(n),
    "zeros": lambda seed, n: np.where(uniforms(seed, n) < 0.6, 0.0, bell(seed + 1000, n)),
}
NUMBERS = ["bell", "uniform", "pareto", "cents", "zeros", "dice", "coin", "constant"]
CATEGORIES = ["dice", "coin", "constant"]
SIZES = [(60, 40), (300, 300), (1000, 250), (1001, 700), (4000, 500)]
CHANGES = [(1.0, 0.0), (1.0, 0.0), (1.0, 0.15), (1.0, 1.0), (1.3, 0.0)]


def columns():
    """200 of them: type, kind, seed, sizes, scale and shift of the current sample."""
    seed = 1
    for n, m in SIZES:
        for scale, shift in CHANGES:
            for kind in NUMBERS[: 8 if shift != 0.15 else 6]:
                seed += 2
                yield "numeric", (kind, seed, n, 1.0, 0.0), (kind, seed + 1_000, m, scale, shift)
    for i in range(10):
        seed += 2
        n, m = SIZES[i % 5]
        kind = CATEGORIES[i % 3]
        yield "categorical", (kind, seed, n, 1.0, 0.0), (kind, seed + 1_000, m, 1.0, float(i % 2))


def sample(spec):
    kind, seed, n, scale, shift = spec
    return KINDS[kind](seed, n) * scale + shift


def text(spec):
    return ":".join([spec[0], str(spec[1]), str(spec[2]), repr(spec[3]), repr(spec[4])])


def frame(kind, values):
    return pd.Series(values if kind == "numeric" else [str(int(v)) for v in values], name="x")


def evidently(kind, reference, current):
    from evidently.legacy.calculations.stattests import get_stattest
    from evidently.legacy.core import ColumnType

    feature = ColumnType.Numerical if kind == "numeric" else ColumnType.Categorical
    test = get_stattest(reference, current, feature, None)
    with np.errstate(all="ignore"):
        found = test(reference, current, feature, None)
    return [test.name, float(found.drift_score), str(bool(found.drifted)).lower()]


def nannyml(kind, reference, current):
    from nannyml.chunk import DefaultChunker, SizeBasedChunker
    from nannyml.drift.univariate.methods import FeatureType, MethodFactory
    from nannyml.thresholds import StandardDeviationThreshold

    method = MethodFactory.create(
        "jensen_shannon", FeatureType.CONTINUOUS if kind == "numeric" else FeatureType.CATEGORICAL,
        chunker=SizeBasedChunker(len(reference) // CHUNKS), threshold=StandardDeviationThreshold(std_lower_multiplier=None))
    method.fit(reference)
    value = float(method.calculate(current))
    return ["jensen_shannon", value, str(bool(method.alert(value))).lower(), float(method.upper_threshold_value)]


def main(peer, folder):
    ask = {"evidently": evidently, "nannyml": nannyml}[peer]
    header = ["type", "reference", "current", "test", "score", "drift"] + (["threshold"] if peer == "nannyml" else [])
    lines = [";".join(header)]
    for kind, a, b in columns():
        found = ask(kind, frame(kind, sample(a)), frame(kind, sample(b)))
        lines.append(";".join([kind, text(a), text(b)] + [v if isinstance(v, str) else repr(v) for v in found]))
    (folder / f"preset-{peer}.csv").write_text("\n".join(lines) + "\n")
    print(peer, len(lines) - 1)


main(sys.argv[1], pathlib.Path(sys.argv[2]))
