"""Writes the fixtures of io.leeway.monitoring.drift: statistics and p-values as scipy, astropy, statsmodels and Evidently compute them.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python drift_fixtures.py ../resources/io/leeway/monitoring/drift

Samples are not stored but described, so that the files stay small: SplitMix64 gives the uniform numbers, and everything made
from them uses only additions, multiplications and divisions, which are the same to the bit in numpy and in Java.

    numbers.csv       pairs of samples of numbers, every test
    categories.csv    pairs of counts, the tests for categories
    kolmogorov.csv    the one-sample distribution function, scipy.stats.kstwo.sf
    limits.csv        the limits of the Cramer-von Mises and Anderson-Darling statistics, by their series with 60 digits of mpmath
    discoveries.csv   p-values, scipy.stats.false_discovery_control and multipletests of statsmodels
"""
import itertools
import math
import pathlib
import sys
import warnings

import mpmath
import numpy as np
import pandas as pd
import scipy
from astropy.stats import kuiper_two
from evidently.legacy.calculations.stattests.psi import _psi
from evidently.legacy.core import ColumnType
from scipy import stats
from scipy.spatial import distance
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from draws import bell, uniforms

assert (np.__version__, scipy.__version__) == ("2.2.6", "1.15.3")
BINS = 10
EDGES = np.array([-1.0, 0.0, 0.25, 0.5, 1.0, 3.0])
NAN = float("nan")


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
    if limits[0] == ascending[0] and n > BINS:
        limits = np.concatenate([[np.nextafter(limits[0], -np.inf)], limits])
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


def quietly(function, *arguments, **options):
    """NaN where scipy warns that a result is no good."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = function(*arguments, **options)
    return NAN if caught else result


def splits(x, y):
    return math.comb(len(x) + len(y), len(x))


def by_permutation(x, y, statistic):
    """The share of all splits of both samples with a statistic at least as large; NaN if there are too many."""
    if splits(x, y) > 4_000:
        return NAN
    both = np.concatenate([x, y])
    least = statistic(x, y)
    least -= 1e-9 * max(1.0, abs(least))
    found = 0
    for chosen in itertools.combinations(range(len(both)), len(x)):
        mask = np.zeros(len(both), dtype=bool)
        mask[list(chosen)] = True
        found += statistic(both[mask], both[~mask]) >= least
    return float(found / splits(x, y))


def anderson(x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(stats.anderson_ksamp([x, y]).statistic)


def anderson_table(x, y):
    return float(quietly(lambda: stats.anderson_ksamp([x, y]).pvalue))


def kuiper(x, y):
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return kuiper_two(x, y)


def kuiper_p(x, y):
    """astropy's, where it is the limit for two samples and no formula for one sample of a whole number of values."""
    d, p = kuiper(x, y)
    n = len(x) * len(y) / (len(x) + len(y))
    whole = n % 2 == 0 and d > 0.5 or n % 2 == 1 and d > (n - 1) / (2 * n)
    return NAN if d < 3 / n or whole else float(min(1.0, max(0.0, p)))


def rank_tests(x, y):
    small = min(len(x), len(y)) > 1
    # Where the p-value of scipy is 1 less a sum near 1, or the sum has not converged, limits.csv has better ones.
    cramer = stats.cramervonmises_2samp(x, y, method="asymptotic") if small else None
    sound = small and cramer.statistic < 3
    exact = max(len(x), len(y)) <= 20
    tied = len(np.unique(np.concatenate([x, y]))) < len(x) + len(y)
    varied = len(np.unique(np.concatenate([x, y]))) > 1 and len(x) + len(y) > 3
    u = stats.mannwhitneyu(x, y, method="asymptotic")
    biserial = lambda a, b: abs(2 * stats.mannwhitneyu(a, b, method="asymptotic").statistic / (len(a) * len(b)) - 1)
    u_exact = float(stats.mannwhitneyu(x, y, method="exact").pvalue) if not tied and min(len(x), len(y)) <= 8 else NAN
    return [
        float(cramer.statistic) if small else NAN,
        float(stats.cramervonmises_2samp(x, y, method="exact").pvalue) if small and exact else NAN,
        float(cramer.pvalue) if sound else NAN,
        anderson(x, y) if varied else NAN,
        by_permutation(x, y, anderson) if varied and small else NAN,
        anderson_table(x, y) if varied else NAN,
        float(kuiper(x, y)[0]),
        by_permutation(x, y, lambda a, b: kuiper(a, b)[0]),
        kuiper_p(x, y),
        float(biserial(x, y)),
        u_exact if not tied else by_permutation(x, y, biserial),
        float(u.pvalue) if varied else NAN,
    ]


def moment_tests(x, y):
    """Neither the place of zero nor the unit changes them."""
    scale = 2.0 ** -max(-1000, int(np.frexp(np.max(np.abs(np.concatenate([x, y]))))[1]))
    x, y = x * scale - x[0] * scale, y * scale - x[0] * scale
    t = quietly(stats.ttest_ind, x, y, equal_var=False)
    spread = quietly(stats.levene, x, y, center="median")
    # Without a spread there is no unit, far outside it angles are imprecise, and with few points the covariance has an inverse by
    # rounding only.
    both = np.concatenate([x, y])
    sound = min(len(x), len(y)) >= 5 and np.ptp(both) < 1e6 * stats.iqr(both) and len(np.unique(both)) > 8
    epps = quietly(stats.epps_singleton_2samp, x, y) if sound else NAN
    return [value for found in (t, spread, epps)
            for value in ((NAN, NAN) if found is NAN else (abs(float(found.statistic)), float(found.pvalue)))]


def g_test(table):
    """scipy's, whose sum cancels nearly, with 30 digits."""
    if table.shape[1] == 1:
        return 0.0, 1.0
    rough = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    mpmath.mp.dps = 30
    rows, columns, whole = table.sum(axis=1), table.sum(axis=0), int(table.sum())
    sum = mpmath.mpf(0)
    for i, j in itertools.product(range(2), range(table.shape[1])):
        observed = int(table[i, j])
        if observed:
            sum += observed * mpmath.log(mpmath.mpf(observed) * whole / (int(rows[i]) * int(columns[j])))
    statistic = float(2 * sum)
    assert abs(statistic - rough.statistic) <= 1e-14 * whole
    return statistic, float(stats.chi2.sf(statistic, table.shape[1] - 1))


def of_shares(table):
    """Of counts: G with its p-value, Kullback and Leibler, Hellinger, total variation, L-infinity."""
    p, q = table / table.sum(axis=1, keepdims=True)
    filled = np.maximum(table, 0.5)
    return [*g_test(table), float(stats.entropy(filled[0], filled[1])),
            float(distance.euclidean(np.sqrt(p), np.sqrt(q)) / np.sqrt(2)), float(distance.cityblock(p, q) / 2),
            float(distance.chebyshev(p, q))]


def at_limits(reference, current, limits):
    table = np.array([
        np.bincount(np.searchsorted(limits, x, side="left"), minlength=len(limits) + 1) for x in (reference, current)])
    return table[:, table.sum(axis=0) > 0]


def equal_widths(x):
    least, greatest = np.min(x), np.max(x)
    return np.unique([least + i * (greatest / BINS - least / BINS) for i in range(1, BINS)])


def evidently_psi(x, y, column):
    with np.errstate(all="ignore"):
        return float(_psi(pd.Series(x), pd.Series(y), column, 0.1)[0])


def number_row(a, b):
    x, y = finite(sample(a)), finite(sample(b))
    table = binned(x, y)
    d = float(stats.ks_2samp(x, y, method="exact" if len(x) + len(y) < 9 else "asymp").statistic)
    moved = float(stats.wasserstein_distance(x, y))
    scale = 2.0 ** -max(-1000, int(np.frexp(np.max(np.abs(x)))[1]))  # squares neither overflow nor vanish
    spread = float(np.std(x * scale)) / scale
    normalised = 0.0 if moved == 0 else moved / spread if spread > 0 else float("inf")
    return [text(a), text(b), psi(table), d, ks(x, y, "exact"), ks(x, y, "asymp"), ks(x, y, "auto"),
            *chi_square(table), jensen_shannon(table, 2), jensen_shannon(table, None), moved, normalised,
            *rank_tests(x, y), *moment_tests(x, y), *of_shares(table), psi(at_limits(x, y, equal_widths(x))),
            psi(at_limits(x, y, EDGES)), evidently_psi(x, y, ColumnType.Numerical), *energy(x, y)]


def energy(x, y):
    scale = 2.0 ** -max(-1000, int(np.frexp(np.max(np.abs(np.concatenate([x, y]))))[1]))
    apart = float(stats.energy_distance(x * scale, y * scale))
    spread = float(np.sqrt(np.std(x * scale)))
    return [apart / math.sqrt(scale), 0.0 if apart == 0 else apart / spread if spread > 0 else float("inf")]


def pairs():
    for i, (n, m) in enumerate([(3, 4), (4, 4), (2, 6), (7, 5), (6, 6), (5, 8), (8, 3), (9, 2), (6, 7), (10, 4)]):
        for kind in ["uniform", "dice", "zeros"]:
            yield (kind, 400 + i, n, 1.0, 0.0), (kind, 500 + i, m, 1.0, 0.0)
            yield (kind, 420 + i, n, 1.0, 0.0), (kind, 520 + i, m, 1.5, 1.0)
    for i, (n, m) in enumerate([(15, 16), (20, 19), (8, 300), (7, 50), (19, 7)]):
        yield ("bell", 440 + i, n, 1.0, 0.0), ("bell", 540 + i, m, 1.0, 0.5)
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


def small_counts():
    rng = np.random.default_rng(13)
    for k, n, m in itertools.product([2, 3, 4], [5, 11, 24], [4, 9, 17]):
        yield rng.multinomial(n, rng.dirichlet(np.ones(k))).tolist(), rng.multinomial(m, rng.dirichlet(np.ones(k))).tolist()
    for n, m in [(100, 90), (1000, 400), (3000, 5000)]:
        yield rng.multinomial(n, [0.3, 0.7]).tolist(), rng.multinomial(m, [0.35, 0.65]).tolist()


def tables(totals, row):
    """All first rows with their numbers of ways, in whole numbers."""
    if len(totals) == 1:
        if row <= totals[0]:
            yield math.comb(totals[0], row)
        return
    for k in range(min(totals[0], row) + 1):
        if row - k <= sum(totals[1:]):
            ways = math.comb(totals[0], k)
            for rest in tables(totals[1:], row - k):
                yield ways * rest


def fisher(table):
    """Freeman and Halton's, by looking at all tables."""
    totals = [int(t) for t in table.sum(axis=0)]
    row = int(table[0].sum())
    if table.shape[1] == 1:
        return 1.0
    if table.shape[1] == 2:
        return float(stats.fisher_exact(table).pvalue) if table.sum() <= 100_000 else NAN
    if math.prod(t + 1 for t in totals) > 200_000:
        return NAN
    observed = math.prod(math.comb(t, int(k)) for t, k in zip(totals, table[0]))
    return sum(ways for ways in tables(totals, row) if ways <= observed) / math.comb(sum(totals), row)


def proportions(table):
    if table.shape[1] == 1:
        return [0.0, 1.0]
    with np.errstate(all="ignore"):
        found = [proportions_ztest(table[:, i], table.sum(axis=1)) for i in range(table.shape[1])]
    tests = 1 if len(found) == 2 else len(found)
    return [max(abs(float(z)) for z, _ in found), min(1.0, tests * min(float(p) for _, p in found))]


def evidently_psi_of_counts(table):
    names = [f"c{i}" for i in range(table.shape[1])]
    return evidently_psi(np.repeat(names, table[0]), np.repeat(names, table[1]), ColumnType.Categorical)


def limit_rows():
    """Csorgo and Faraway 1996, equation 1.2; Anderson and Darling 1954, as in Marsaglia and Marsaglia 2004."""
    mpmath.mp.dps = 60
    for x in [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.46, 0.6, 0.75, 1, 1.3, 2, 3, 4, 6, 10]:
        z = mpmath.mpf(x)
        cdf = mpmath.nsum(
            lambda k: (-1) ** int(k) * mpmath.binomial(-0.5, k) * mpmath.sqrt(4 * k + 1)
            * mpmath.exp(-((4 * k + 1) ** 2) / (16 * z)) * mpmath.besselk(0.25, (4 * k + 1) ** 2 / (16 * z)),
            [0, 60]) / (mpmath.pi * mpmath.sqrt(z))
        yield ["cramer-von-mises", float(x), float(1 - cdf)]
    for x in [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.3, 1.6, 1.9, 2.5, 3, 4, 6, 8, 10, 14, 20]:
        z = mpmath.mpf(x)
        cdf = 0
        for k in range(40):
            t = (4 * k + 1) ** 2 * mpmath.pi**2 / (8 * z)
            cdf += mpmath.binomial(-0.5, k) * (4 * k + 1) * mpmath.exp(-t) * mpmath.quad(
                lambda w: mpmath.exp(z / (8 * (w * w + 1)) - t * w * w), [0, 1, 2, 4, 8, 16, 32])
        yield ["anderson-darling", float(x), float(1 - mpmath.sqrt(2 * mpmath.pi) / z * cdf)]


def count_row(a, b):
    table = np.array([a, b])
    table = table[:, table.sum(axis=0) > 0]
    return [" ".join(map(str, a)), " ".join(map(str, b)), psi(table), *chi_square(table), jensen_shannon(table, 2),
            jensen_shannon(table, None), *of_shares(table), fisher(table), *proportions(table),
            evidently_psi_of_counts(table)]


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
        adjusted = [stats.false_discovery_control(p), *(multipletests(p, method=m)[1] for m in ("bonferroni", "holm", "fdr_by"))]
        yield [" ".join(map(repr, values.tolist())) for values in (p, *adjusted)]


def write(path, header, rows):
    lines = [";".join(header)] + [";".join(v if isinstance(v, str) else repr(v) for v in row) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    print(path.name, len(lines) - 1)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "numbers.csv",
          ["reference", "current", "psi", "ks", "ksExact", "ksAsymptotic", "ksAuto", "chiSquare", "chiSquareP",
           "jensenShannon2", "jensenShannonE", "wasserstein", "wassersteinNormalised", "cramerVonMises",
           "cramerVonMisesExact", "cramerVonMisesAsymptotic", "andersonDarlingStandardised", "andersonDarlingExact",
           "andersonDarlingTable", "kuiper", "kuiperExact", "kuiperAsymptotic", "mannWhitney", "mannWhitneyExact",
           "mannWhitneyAsymptotic", "welchT", "welchTP", "levene", "leveneP", "eppsSingleton", "eppsSingletonP", "gTest",
           "gTestP", "kullbackLeibler", "hellinger", "totalVariation", "lInfinity", "psiWidths", "psiEdges",
           "psiOfEvidently", "energy", "energyNormalised"],
          (number_row(a, b) for a, b in pairs()))
    write(folder / "categories.csv",
          ["reference", "current", "psi", "chiSquare", "chiSquareP", "jensenShannon2", "jensenShannonE", "gTest", "gTestP",
           "kullbackLeibler", "hellinger", "totalVariation", "lInfinity", "fisherExactP", "proportions", "proportionsP",
           "psiOfEvidently"],
          (count_row(a, b) for a, b in itertools.chain(counts(), small_counts())))
    write(folder / "limits.csv", ["statistic", "x", "survival"], limit_rows())
    write(folder / "kolmogorov.csv", ["n", "d", "survival"], kolmogorov_rows())
    write(folder / "discoveries.csv", ["p", "benjaminiHochberg", "bonferroni", "holm", "benjaminiYekutieli"], discovery_rows())


main(pathlib.Path(sys.argv[1]))
