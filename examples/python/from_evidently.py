"""The Python of docs/from-evidently.md: January's flights and July's, compared by Evidently. Prints what from_evidently.txt holds."""

import os
import pathlib

os.environ["DO_NOT_TRACK"] = "1"

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from evidently.presets import DataDriftPreset

FLIGHTS = pathlib.Path(__file__).parent.parent / "src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"

year = pd.read_csv(FLIGHTS)
january, july = year[year.month == 1], year[year.month == 7]

columns = ["carrier", "origin", "distance", "elapsed", "temp", "visib"]
definition = DataDefinition(
    categorical_columns=["carrier", "origin"],
    numerical_columns=["distance", "elapsed", "temp", "visib"],
)
reference = Dataset.from_pandas(january[columns], data_definition=definition)
current = Dataset.from_pandas(july[columns], data_definition=definition)

report = Report([DataDriftPreset()])
result = report.run(current, reference)
result.save_html("drift.html")


def show(snapshot):
    for metric in snapshot.dict()["metrics"]:
        config = metric["config"]
        if "column" in config:
            print(f"{config['column']:9} {config['method']:42} {float(metric['value']):.6f}")
        else:
            print(f"drifted: {metric['value']['count']:.0f} of {len(columns)}")


show(result)

chosen = Report([
    ValueDrift(column="origin", method="psi"),
    ValueDrift(column="distance", method="wasserstein"),
    ValueDrift(column="temp", method="wasserstein"),
    ValueDrift(column="elapsed", method="ks"),
])
few = Dataset.from_pandas(january[columns].head(1000), data_definition=definition)
others = Dataset.from_pandas(january[columns].tail(1000), data_definition=definition)
show(chosen.run(others, few))
pathlib.Path("drift.html").unlink()
