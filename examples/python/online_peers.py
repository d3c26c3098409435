"""Learns the flights one by one, with each label at its arrival, by River's logistic regression and by Vowpal Wabbit with its defaults.

The stream is that of ./examples/flights: a flight is predicted at its scheduled departure; a label teaches when it is known, before
any flight that departs at the same instant. Both learn from 1 January on and are counted from 12 February on, where the example's first champion begins.

Writes the sums of log losses by day of departure in New York, which the example compares its strategies with, and prints the totals.
"""

import collections
import csv
import datetime
import gzip
import heapq
import itertools
import math
import pathlib
import sys
import time
import zoneinfo

import vowpalwabbit
from river import linear_model, optim, preprocessing

RESOURCES = pathlib.Path(__file__).parent.parent / "src/main/resources/io/leeway/examples/flights"
START = "2013-02-12T09:00:00Z"
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")

# The features of Flight.SCHEMA.
NUMBERS = ["distance", "elapsed", "temp", "dewp", "humid", "windSpeed", "windGust", "precip", "pressure", "visib", "seats", "planeYear"]
CATEGORIES = ["carrier", "origin", "dest", "hour", "dayOfWeek"]
LEAST = 1e-15


class River:
    """Numbers standardised as they come, categories one-hot; a missing one has no feature, so a number counts as the mean."""

    name = "River"

    def __init__(self):
        self.scaler = preprocessing.StandardScaler()
        self.model = linear_model.LogisticRegression(optimizer=optim.SGD(0.005))

    def row(self, flight):
        known = {name: float(flight[name]) for name in NUMBERS if flight[name]}
        self.scaler.learn_one(known)
        row = self.scaler.transform_one(known)
        row.update({f"{name}_{flight[name]}": 1 for name in CATEGORIES if flight[name]})
        return row

    def predict(self, row):
        return self.model.predict_proba_one(row).get(True, 0.5)

    def learn(self, row, late):
        self.model.learn_one(row, late)


class VowpalWabbit:
    """Its defaults, for probabilities: --loss_function logistic --link logistic. A missing value has no feature."""

    name = "Vowpal Wabbit"

    def __init__(self):
        self.vw = vowpalwabbit.Workspace("--loss_function logistic --link logistic --quiet")

    def row(self, flight):
        numbers = " ".join(f"{name}:{flight[name]}" for name in NUMBERS if flight[name])
        categories = " ".join(f"{name}={flight[name]}" for name in CATEGORIES if flight[name])
        return f"|n {numbers} |c {categories}"

    def predict(self, row):
        return self.vw.predict(row)

    def learn(self, row, late):
        self.vw.learn(("1 " if late else "-1 ") + row)


def auc(scored):
    """The share of pairs of a late and another flight that are in order; ties count one half."""
    late = concordant = before = 0.0
    for _, tied in itertools.groupby(sorted(scored), key=lambda each: each[0]):
        labels = [label for _, label in tied]
        positives = sum(labels)
        negatives = len(labels) - positives
        concordant += positives * (before + negatives / 2)
        late += positives
        before += negatives
    return concordant / (late * before)


def run(flights, model):
    sums = collections.OrderedDict()
    rows = collections.Counter()
    scored = []
    waiting = []
    began = time.process_time()
    for number, flight in enumerate(flights):
        while waiting and waiting[0][0] <= flight["scheduled"]:
            _, _, row, late = heapq.heappop(waiting)
            model.learn(row, late)
        row = model.row(flight)
        late = flight["late"] == "true"
        if flight["scheduled"] >= START:
            p = min(1 - LEAST, max(LEAST, model.predict(row)))
            at = datetime.datetime.fromisoformat(flight["scheduled"].replace("Z", "+00:00"))
            day = at.astimezone(NEW_YORK).date().isoformat()
            sums[day] = sums.get(day, 0.0) - math.log(p if late else 1 - p)
            rows[day] += 1
            scored.append((p, late))
        heapq.heappush(waiting, (flight["arrived"], number, row, late))
    total = sum(sums.values()) / sum(rows.values())
    print(f"{model.name}: log loss {total:.4f}, AUC {auc(scored):.3f}, {sum(rows.values())} flights", flush=True)
    print(f"  {time.process_time() - began:.0f} s of processor time", file=sys.stderr)
    return sums, rows


def main():
    with gzip.open(RESOURCES / "flights-2013.csv.gz", "rt", encoding="utf-8") as file:
        flights = list(csv.DictReader(file))
    models = [VowpalWabbit(), River()]
    results = [run(flights, model) for model in models]
    with open(RESOURCES / "peers-2013.csv", "w", encoding="utf-8") as file:
        file.write("day,flights," + ",".join(model.name for model in models) + "\n")
        for day, count in results[0][1].items():
            file.write(f"{day},{count}," + ",".join(f"{sums[day]:.6f}" for sums, _ in results) + "\n")


main()
