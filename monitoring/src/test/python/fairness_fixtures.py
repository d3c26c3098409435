"""Writes the fixture of io.leeway.monitoring.fairness: group metrics as Fairlearn computes them.

    python -m venv venv && venv/bin/pip install -r requirements-fairness.txt
    venv/bin/python fairness_fixtures.py ../resources/io/leeway/monitoring/fairness

fairness.csv, one case a line: name;groups;predictions;labels (one character a row each);for each group "name:selection rate,true
positive rate,false positive rate,precision,accuracy";then the differences and ratios in the order of the header.
"""
import sys

import fairlearn
import numpy as np
import sklearn
from fairlearn import metrics as f
from sklearn.metrics import accuracy_score, precision_score

assert (fairlearn.__version__, np.__version__, sklearn.__version__) == ("0.15.0", "2.4.6", "1.9.1")


def cases():
    r = np.random.default_rng(20130103)
    for k in range(20):
        n = int(r.integers(120, 2000))
        groups = r.choice(list("abcde")[: int(r.integers(2, 6))], n)
        base = {g: r.uniform(0.2, 0.8) for g in "abcde"}
        y = (r.random(n) < np.array([base[g] for g in groups])).astype(int)
        p = np.where(r.random(n) < 0.3, 1 - y, y)
        shift = {g: r.uniform(0, 0.3) for g in "abcde"}
        p = np.where(r.random(n) < np.array([shift[g] for g in groups]), 1, p)
        yield f"random-{k}", groups, p, y
    n = 400
    groups = np.array(list("ab") * (n // 2))
    y = np.array([0, 0, 1, 1] * (n // 4))
    yield "perfect", groups, y, y
    yield "one-group-never-selected", groups, np.where(groups == "a", 0, np.array(([0, 1, 1, 0] * n)[:n])), y


def main(folder):
    with open(f"{folder}/fairness.csv", "w", newline="\n") as out:
        out.write("name;groups;predictions;labels;byGroup;dpDifference;dpRatio;eopDifference;eopRatio;eoDifference;eoRatio;"
                  "precisionDifference;precisionRatio\n")
        for name, groups, p, y in cases():
            frame = f.MetricFrame(metrics={
                "selection": f.selection_rate, "tpr": f.true_positive_rate, "fpr": f.false_positive_rate,
                "precision": lambda a, b: precision_score(a, b, zero_division=np.nan), "accuracy": accuracy_score,
            }, y_true=y, y_pred=p, sensitive_features=groups)
            by = "|".join(g + ":" + ",".join(repr(float(v)) for v in row) for g, row in frame.by_group.iterrows())
            kw = dict(y_true=y, y_pred=p, sensitive_features=groups)
            values = [f.demographic_parity_difference(**kw), f.demographic_parity_ratio(**kw),
                      f.equal_opportunity_difference(**kw), f.equal_opportunity_ratio(**kw),
                      f.equalized_odds_difference(**kw), f.equalized_odds_ratio(**kw),
                      frame.difference()["precision"], frame.ratio()["precision"]]
            out.write(";".join([name, "".join(groups), "".join(map(str, p)), "".join(map(str, y)), by]
                               + [repr(float(v)).replace("nan", "NaN") for v in values]).replace("nan", "NaN") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
