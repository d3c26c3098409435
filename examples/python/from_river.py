"""The Python of docs/from-river.md: change detectors over a year of flights, by River. Prints what from_river.txt holds."""

import pathlib

import pandas as pd
from river import drift

FLIGHTS = pathlib.Path(__file__).parent.parent / "src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"

year = pd.read_csv(FLIGHTS)

detector = drift.ADWIN()
changes = []
for i, late in enumerate(year["late"]):
    detector.update(int(late))
    if detector.drift_detected:
        changes.append(i)
print(len(changes), "changes, the first at", changes[:5])

temperatures = drift.PageHinkley(threshold=5000)
changes = []
for i, temp in enumerate(year["temp"].dropna()):
    temperatures.update(temp)
    if temperatures.drift_detected:
        changes.append(i)
print(len(changes), "changes, the first at", changes[:5])
