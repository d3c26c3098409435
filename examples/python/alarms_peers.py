"""What Evidently and NannyML, at their defaults, find of the faults of ../compare-alarms. Prints the lines of theirs in ../data/alarms.csv.

    ./examples/compare-alarms --export /tmp/weeks
    python alarms_peers.py evidently /tmp/weeks      # in an environment of requirements-evidently.txt
    python alarms_peers.py nannyml /tmp/weeks        # in an environment of requirements-nannyml.txt

Each judges a week against the eight weeks before it, column by column, by what it takes by default: Evidently the test that it chooses for
columns of so many rows, with that test's threshold; NannyML the Jensen-Shannon distance, with its threshold of three standard deviations
over the reference's chunks, which are eight here, as there are weeks. Columns that a fault does not touch are judged once.
"""

import csv
import os
import pathlib
import sys

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import pandas as pd

CATEGORIES = ["carrier", "origin", "dest", "hour", "dayOfWeek"]
BEFORE, JUDGED, STRENGTHS = 8, 43, ["weak", "medium", "full"]


def evidently_columns(reference):
    from evidently.legacy.calculations.stattests.registry import get_stattest
    from evidently.legacy.core import ColumnType

    def judge(name, column):
        kind = ColumnType.Categorical if name in CATEGORIES else ColumnType.Numerical
        before, now = reference[name].dropna(), column.dropna()
        if now.empty:
            return 0.0, False
        result = get_stattest(before, now, kind, None)(before, now, kind, None)
        return result.drift_score / result.actual_threshold, bool(result.drifted)

    return judge


def nannyml_columns(reference):
    from nannyml.chunk import CountBasedChunker
    from nannyml.drift.univariate.calculator import DEFAULT_THRESHOLDS
    from nannyml.drift.univariate.methods import FeatureType, MethodFactory

    methods = {}
    for name in reference.columns:
        method = MethodFactory.create(
            key="jensen_shannon",
            feature_type=FeatureType.CATEGORICAL if name in CATEGORIES else FeatureType.CONTINUOUS,
            chunker=CountBasedChunker(BEFORE),
            threshold=DEFAULT_THRESHOLDS["jensen_shannon"],
        )
        methods[name] = method.fit(reference[name])

    def judge(name, column):
        value = methods[name].calculate(column)
        limit = methods[name].upper_threshold_value
        return (value / limit if limit else 0.0), bool(methods[name].alert(value))

    return judge


def read(path):
    """No text but the empty one is missing: NaN is not, and there is an airport NA."""
    return pd.read_csv(path, dtype={name: str for name in CATEGORIES}, keep_default_na=False, na_values=[""])


def alarms(judged):
    drifted = [(ratio, name) for name, (ratio, alert) in judged.items() if alert]
    return [name for ratio, name in sorted(drifted, reverse=True)]


def main(peer, folder):
    columns = {"evidently": evidently_columns, "nannyml": nannyml_columns}[peer]
    folder = pathlib.Path(folder)
    with open(folder / "faults.csv") as file:
        faults = [(row["fault"], set(row["features"].split())) for row in csv.DictReader(file)]
    weeks = [read(folder / f"week-{i}.csv") for i in range(BEFORE + JUDGED)]
    false_alarms = alarmed = 0
    counts = {(fault, strength): [0, 0, 0] for fault in range(len(faults)) for strength in STRENGTHS}
    for week in range(JUDGED):
        judge = columns(pd.concat(weeks[week : week + BEFORE], ignore_index=True))
        now = weeks[week + BEFORE]
        untouched = {name: judge(name, now[name]) for name in now.columns}
        quiet = alarms(untouched)
        false_alarms += len(quiet)
        alarmed += bool(quiet)
        for fault, (_, features) in enumerate(faults):
            for strength in STRENGTHS:
                changed = read(folder / f"fault-{fault}-{strength}-{week}.csv")
                found = alarms(untouched | {name: judge(name, changed[name]) for name in changed.columns})
                count = counts[fault, strength]
                count[0] += bool(features & set(found))
                count[1] += bool(found) and found[0] in features
                count[2] += bool(features & (set(found) - set(quiet)))
        print(week, file=sys.stderr)
    print(f"{peer},untouched,,{JUDGED},{false_alarms},{alarmed},")
    for fault, (name, _) in enumerate(faults):
        for strength in STRENGTHS:
            print(",".join([peer, name, strength, str(JUDGED)] + [str(count) for count in counts[fault, strength]]))


main(sys.argv[1], sys.argv[2])
