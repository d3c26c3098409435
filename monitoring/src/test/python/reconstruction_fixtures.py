"""Writes reconstruction.csv: reconstruction errors and their limits as NannyML's DataReconstructionDriftCalculator computes them.

    python -m venv venv && venv/bin/pip install -r requirements-reconstruction.txt
    venv/bin/python reconstruction_fixtures.py ../resources/io/leeway/monitoring/drift/multivariate

The size of a chunk is a tenth of the reference, as NannyML's default has it, and the current rows are one chunk. NannyML replaces categories by how frequent they are,
Leeway by a number of 0 or 1 for each, and constants are divided by different numbers; so there are only numbers here, which vary.
"""
import os
import pathlib
import sys

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml
import numpy as np
import pandas as pd

assert nannyml.__version__ == "0.13.1"
rng = np.random.default_rng(20240612)


def mixed(n, d, factors, noise, mixing):
    return rng.normal(size=(n, factors)) @ mixing + noise * rng.normal(size=(n, d))


def case(n, m, d, factors, noise=0.5, change=0.0):
    mixing = rng.normal(size=(factors, d))
    reference = mixed(n, d, factors, noise, mixing)
    current = mixed(m, d, factors, noise, mixing + change * rng.normal(size=(factors, d)))
    return reference, current


CASES = {
    "same": case(100, 10, 4, 2),
    "a part left over": case(107, 10, 4, 2),
    "changed": case(120, 12, 5, 2, change=2.0),
    "nearly perfect": case(100, 10, 5, 2, noise=0.01),
    "no structure": case(100, 10, 6, 1, noise=10.0),
    "ties": tuple(np.round(x) for x in case(110, 11, 4, 2)),
    "tiny": tuple(x * 1e-150 for x in case(100, 10, 3, 2)),
    "huge": tuple(x * 1e100 for x in case(100, 10, 3, 2)),
    "one column": case(100, 10, 1, 1),
}


def text(rows):
    return " ".join(repr(float(x)) for x in rows.ravel())


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "reconstruction.csv", "w") as out:
        out.write("name;columns;share;reference;current;error;lower;upper\n")
        for name, samples in CASES.items():
            reference, current = (np.vectorize(lambda x: float(f"{x:.6g}"))(each) for each in samples)
            names = [f"c{k}" for k in range(reference.shape[1])]
            for share in (0.65, 0.9):
                calculator = nannyml.DataReconstructionDriftCalculator(
                    column_names=names, n_components=share, chunk_size=len(reference) // 10)
                calculator.fit(pd.DataFrame(reference, columns=names))
                result = calculator.calculate(pd.DataFrame(current, columns=names)).to_df()
                row = result.iloc[-1]["reconstruction_error"]
                lower = calculator.lower_threshold_value
                found = [row["value"], 0.0 if lower is None else lower, calculator.upper_threshold_value]
                out.write(f"{name};{len(names)};{share};{text(reference)};{text(current)};" + ";".join(repr(float(v)) for v in found) + "\n")


main(pathlib.Path(sys.argv[1]))
