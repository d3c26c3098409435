"""Writes ../resources/io/leeway/monitoring/drift/power.csv: rows of each sample that statsmodels says are needed.

    venv/bin/pip install -r requirements.txt
    venv/bin/python power_fixtures.py ../resources/io/leeway/monitoring/drift
"""
import pathlib
import sys

import numpy as np
from statsmodels.stats.power import GofChisquarePower, NormalIndPower, TTestIndPower

target = pathlib.Path(sys.argv[1]) / "power.csv"
lines = ["test;effect;categories;alpha;power;rows"]
for alpha in (0.05, 0.001):
    for power in (0.8, 0.95):
        for d in (0.05, 0.2, 0.5, 1.0):
            rows = TTestIndPower().solve_power(effect_size=d, alpha=alpha, power=power, alternative="two-sided")
            lines.append(f"welch-t;{d};0;{alpha};{power};{float(rows)!r}")
        for w in (0.02, 0.1, 0.3):
            for categories in (2, 4, 10):
                rows = GofChisquarePower().solve_power(effect_size=w, n_bins=categories, alpha=alpha, power=power)
                lines.append(f"chi-square;{w};{categories};{alpha};{power};{float(rows) / 2!r}")
        for p, q in ((0.5, 0.55), (0.1, 0.15), (0.02, 0.03)):
            # In the measure of Leeway: w of the table of two equal samples.
            mean = (p + q) / 2
            w = abs(p - q) / 2 / np.sqrt(mean * (1 - mean))
            h = abs(2 * np.arcsin(np.sqrt(p)) - 2 * np.arcsin(np.sqrt(q)))
            rows = NormalIndPower().solve_power(effect_size=h, alpha=alpha, power=power, alternative="two-sided")
            lines.append(f"proportions;{float(w)!r};2;{alpha};{power};{float(rows)!r}")
target.write_text("\n".join(lines) + "\n")
