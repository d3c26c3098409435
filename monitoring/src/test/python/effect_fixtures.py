"""Writes ../resources/io/leeway/monitoring/drift/effects.csv: effect sizes and intervals as pingouin, statsmodels and scipy compute them.

    venv/bin/pip install -r requirements.txt pingouin==0.5.5
    venv/bin/python effect_fixtures.py ../resources/io/leeway/monitoring/drift

Samples are described as those of drift_fixtures.py. pingouin is under the GPL; only its figures are used.
"""
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
import numpy as np
import pingouin
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.nonparametric import rank_compare_2indep

from draws import uniforms


KINDS = {
    "uniform": uniforms,
    "dice": lambda seed, n: np.floor(uniforms(seed, n) * 6.0),
    "pareto": lambda seed, n: 1.0 / (1.0 - uniforms(seed, n)),
}


def sample(spec):
    kind, seed, n, scale, shift = spec
    return KINDS[kind](seed, n) * scale + shift


def text(spec):
    return ":".join([spec[0], str(spec[1]), str(spec[2]), repr(spec[3]), repr(spec[4])])


def shift(x, df, p):
    return 0.0 if stats.chi2.cdf(x, df) <= p else float(brentq(lambda nc: stats.ncx2.cdf(x, df, nc) - p, 1e-9, 10 * x + 100, xtol=1e-12))


def main(folder):
    lines = ["reference;current;g;gLower;gUpper;superiority;superiorityLower;superiorityUpper;v;vLower;vUpper"]
    for i, (n, m) in enumerate([(12, 15), (40, 30), (200, 50), (500, 500), (3000, 400)]):
        for kind in KINDS:
            for scale, move in [(1.0, 0.0), (1.0, 0.25), (1.5, 0.1)]:
                a, b = (kind, 10 * i + 1, n, 1.0, 0.0), (kind, 10 * i + 501, m, scale, move)
                x, y = sample(a), sample(b)
                g = float(pingouin.compute_effsize(y, x, eftype="hedges"))
                low, high = pingouin.compute_esci(stat=g, nx=m, ny=n, eftype="cohen", decimals=12)
                ranks = rank_compare_2indep(y, x)
                sup = [float(ranks.prob1), *map(float, ranks.conf_int())]
                counts = np.array([np.bincount(np.minimum(5, np.floor(6 * (s - x.min()) / (np.ptp(x) or 1))).clip(0).astype(int), minlength=6) for s in (x, y)])
                counts = counts[:, counts.sum(axis=0) > 0]
                if kind == "dice" and scale == 1.0 and move == 0.0:
                    chi = float(stats.chi2_contingency(counts, correction=False).statistic)
                    df = counts.shape[1] - 1
                    v = [float(np.sqrt(chi / (n + m))), *(float(np.sqrt(shift(chi, df, p) / (n + m))) for p in (0.975, 0.025))]
                else:
                    v = [float("nan")] * 3
                lines.append(";".join([text(a), text(b), *map(repr, [g, float(low), float(high), *sup, *v])]))
    (folder / "effects.csv").write_text("\n".join(lines) + "\n")


main(pathlib.Path(sys.argv[1]))
