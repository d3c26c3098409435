"""Writes the fixtures of io.leeway.monitoring.drift: statistics and p-values as numpy and scipy compute them.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python drift_fixtures.py ../resources/io/leeway/monitoring/drift

Samples are not stored but described, so that the files stay small: SplitMix64 gives the uniform numbers, and everything made
from them uses only additions, multiplications and divisions, which are the same to the bit in numpy and in Java.

    numbers.csv       pairs of samples of numbers, every test
    categories.csv    pairs of counts, the tests for categories
    kolmogorov.csv    the one-sample distribution function, scipy.stats.kstwo.sf
    discoveries.csv   p-values and scipy.stats.false_discovery_control
"""
import itertools
import pathlib
import sys
import warnings

import numpy as np
import scipy
from scipy import stats
from scipy.spatial import distance

assert (np.__version__, scipy.__version__) == ("2.2.6", "1.15.3")
BINS = 10
NAN = float("nan")


def uniforms(seed, n):
    """SplitMix64 (Steele, Lea and Flood 2014), the upper 53 bits."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def bell(seed, n):
    """Twelve uniforms less six, near a standard normal."""
    u = uniforms(seed, 12 * n).reshape(n, 12)
    total = np.zeros(n)
    for k in range(12):
        total = total + u[:, k]
    return total - 6.0


KINDS = {
    "uniform": uniforms,
    "bell": bell,
    "pareto": lambda seed, n: 1.0 / (1.0 - uniforms(seed, n)),
    "wild": lambda seed, n: (1.0 / (1.0 - uniforms(seed, n))) * (1.0 / (1.0 - uniforms(seed, n))),
    "ratio": lambda seed, n: bell(seed, n) / bell(seed + 1000, n),
    "dice": lambda seed, n: np.floor(uniforms(seed, n) * 6.0),
    "cents": lambda seed, n: np.floor(bell(seed, n) * 100.0),
    "coin": lambda seed, n: np.floor(uniforms(seed, n) + 0.3),
    "constant": lambda seed, n: np.ones(n),
    "holes": lambda seed, n: np.where(uniforms(seed, n) < 0.1, np.where(uniforms(seed, n) < 0.05, np.nan, np.inf), bell(seed, n)),
    "zeros": lambda seed, n: np.where(uniforms(seed, n) < 0.6, 0.0, bell(seed + 1000, n)),
}


def sample(spec):
    kind, seed, n, scale, shift = spec
    return KINDS[kind](seed, n) * scale + shift


def text(spec):
    return ":".join([spec[0], str(spec[1]), str(spec[2]), repr(spec[3]), repr(spec[4])])


def finite(x):
    return x[np.isfinite(x)]


def binned(reference, current):
    """Counts between the quantiles of the reference: (limit before, own limit]."""
    ascending = np.sort(reference)
    n = len(ascending)
    limits = np.unique([ascending[max(1, (i * n + BINS - 1) // BINS) - 1] for i in range(1, BINS)])
    table = np.array([
        np.bincount(np.searchsorted(limits, x, side="left"), minlength=len(limits) + 1) for x in (reference, current)])
    return table[:, table.sum(axis=0) > 0]


def psi(table):
    shares = np.maximum(table, 0.5) / table.sum(axis=1, keepdims=True)
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))


def chi_square(table):
    if table.shape[1] == 1:
        return 0.0, 1.0
    found = stats.chi2_contingency(table, correction=False)
    return float(found.statistic), float(found.pvalue)


def jensen_shannon(table, base):
    return float(distance.jensenshannon(table[0], table[1], base))


def ks(x, y, method):
    """The p-value, or NaN where scipy fell back to another method or would take too long."""
    if method == "exact" and max(len(x), len(y)) > 10_000:
        return NAN
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        p = float(stats.ks_2samp(x, y, method=method).pvalue)
    return NAN if caught else p


def number_row(a, b):
    x, y = finite(sample(a)), finite(sample(b))
    table = binned(x, y)
    d = float(stats.ks_2samp(x, y, method="exact" if len(x) + len(y) < 9 else "asymp").statistic)
    moved = float(stats.wasserstein_distance(x, y))
    scale = 2.0 ** -max(-1000, int(np.frexp(np.max(np.abs(x)))[1]))  # squares neither overflow nor vanish
    spread = float(np.std(x * scale)) / scale
    normalised = 0.0 if moved == 0 else moved / spread if spread > 0 else float("inf")
    return [text(a), text(b), psi(table), d, ks(x, y, "exact"), ks(x, y, "asymp"), ks(x, y, "auto"),
            *chi_square(table), jensen_shannon(table, 2), jensen_shannon(table, None), moved, normalised]


def pairs():
    sizes = [(1, 1), (1, 7), (5, 3), (12, 12), (20, 20), (50, 33), (101, 97), (200, 200), (256, 1000), (1000, 999),
             (2000, 2000), (5000, 300)]
    for i, (n, m) in enumerate(sizes):
        yield ("uniform", i, n, 1.0, 0.0), ("uniform", 100 + i, m, 1.0, 0.0)
        yield ("bell", i, n, 1.0, 0.0), ("bell", 100 + i, m, 1.25, 0.1)
    for i, kind in enumerate(["pareto", "wild", "ratio", "dice", "cents", "coin", "holes", "zeros"]):
        yield (kind, 200 + i, 60, 1.0, 0.0), (kind, 300 + i, 45, 1.0, 0.0)
        yield (kind, 200 + i, 700, 1.0, 0.0), (kind, 300 + i, 500, 1.0, 0.0)
        yield (kind, 200 + i, 6000, 1.0, 0.0), (kind, 300 + i, 4000, 1.5, 0.0)
    yield ("constant", 1, 60, 1.0, 0.0), ("constant", 2, 80, 1.0, 0.0)
    yield ("constant", 1, 60, 1.0, 0.0), ("constant", 2, 80, 2.0, 0.0)
    yield ("constant", 1, 60, 0.0, 0.0), ("bell", 2, 80, 1.0, 0.0)
    yield ("bell", 1, 60, 1.0, 0.0), ("constant", 2, 80, 0.5, 0.0)
    yield ("uniform", 1, 300, 1.0, 0.0), ("uniform", 2, 300, 1.0, 5.0)
    yield ("bell", 1, 500, 1e-300, 0.0), ("bell", 2, 400, 1e-300, 2e-301)
    yield ("bell", 1, 500, 1e300, 0.0), ("bell", 2, 400, 1e300, 2e299)
    yield ("bell", 1, 500, 1.0, 1e9), ("bell", 2, 400, 1.0, 1e9)
    yield ("cents", 1, 20_000, 0.01, 0.0), ("cents", 2, 20_000, 0.01, 0.0)
    yield ("bell", 3, 20_000, 1.0, 0.0), ("bell", 4, 15_000, 1.0, 0.01)
    yield ("ratio", 5, 20_000, 1.0, 0.0), ("ratio", 6, 500, 1.0, 0.0)
    yield ("dice", 7, 20_000, 1.0, 0.0), ("dice", 8, 3_000, 1.0, 0.0)
    yield ("uniform", 9, 10_000, 1.0, 0.0), ("uniform", 10, 10_000, 1.0, 0.0)
    yield ("uniform", 9, 10_000, 1.0, 0.0), ("uniform", 10, 9_999, 1.0, 0.0)
    yield ("uniform", 9, 20_000, 1.0, 0.0), ("uniform", 10, 20_000, 1.0, 0.05)


def counts():
    rng = np.random.default_rng(11)
    yield [500, 500], [300, 100]
    yield [1, 0], [0, 1]
    yield [10], [3]
    yield [7, 7, 7], [7, 7, 7]
    yield [1000, 0, 5], [900, 4, 0]
    yield [3, 0, 0, 9], [5, 0, 0, 7]
    for k, n in itertools.product([2, 3, 5, 12, 40, 200], [30, 200, 1000, 20_000, 1_000_000]):
        shares = rng.dirichlet(np.ones(k))
        other = shares if n % 3 else rng.dirichlet(np.ones(k))
        yield rng.multinomial(n, shares).tolist(), rng.multinomial(n // 2, other).tolist()
    for k in [3, 8, 20, 60]:
        shares = rng.dirichlet(np.full(k, 0.2))
        yield rng.multinomial(5000, shares).tolist(), rng.multinomial(37, shares).tolist()


def count_row(a, b):
    table = np.array([a, b])
    table = table[:, table.sum(axis=0) > 0]
    return [" ".join(map(str, a)), " ".join(map(str, b)), psi(table), *chi_square(table), jensen_shannon(table, 2),
            jensen_shannon(table, None)]


def kolmogorov_rows():
    for n in [1, 2, 3, 5, 10, 33, 100, 139, 140, 141, 200, 500, 1000, 3000, 10_000, 99_999, 100_000, 250_000, 1_000_000]:
        for z in [0.25, 0.4, 0.6, 0.8, 0.8687, 1.0, 1.2, 1.36, 1.48, 1.49, 1.7, 1.99, 2.01, 2.5, 3.5, 5.0, 8.0]:
            d = float(z / np.sqrt(n))
            if d < 1:
                yield [n, d, float(stats.kstwo.sf(d, n))]
    for n, t in [(4, 2.0), (10, 0.4), (10, 0.7), (10, 1.0), (10, 9.5), (50, 1.5), (1000, 0.9), (1000, 600.0)]:
        yield [n, t / n, float(stats.kstwo.sf(t / n, n))]


def discovery_rows():
    rng = np.random.default_rng(12)
    for i in range(40):
        n = [1, 2, 3, 12, 100][i % 5]
        p = rng.random(n) ** [1, 4][i % 2]
        if i % 3 == 0:
            p = np.round(p, 1)
        yield [" ".join(map(repr, p.tolist())), " ".join(map(repr, stats.false_discovery_control(p).tolist()))]


def write(path, header, rows):
    lines = [";".join(header)] + [";".join(v if isinstance(v, str) else repr(v) for v in row) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    print(path.name, len(lines) - 1)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "numbers.csv",
          ["reference", "current", "psi", "ks", "ksExact", "ksAsymptotic", "ksAuto", "chiSquare", "chiSquareP",
           "jensenShannon2", "jensenShannonE", "wasserstein", "wassersteinNormalised"],
          (number_row(a, b) for a, b in pairs()))
    write(folder / "categories.csv",
          ["reference", "current", "psi", "chiSquare", "chiSquareP", "jensenShannon2", "jensenShannonE"],
          (count_row(a, b) for a, b in counts()))
    write(folder / "kolmogorov.csv", ["n", "d", "survival"], kolmogorov_rows())
    write(folder / "discoveries.csv", ["p", "adjusted"], discovery_rows())


main(pathlib.Path(sys.argv[1]))
