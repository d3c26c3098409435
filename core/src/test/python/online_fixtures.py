"""Writes the fixtures of io.leeway.online: streams, and what River answers to each row before it learns the row's label.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python online_fixtures.py ../resources/io/leeway/online

    phishing.csv.gz   1,250 web pages, numbers; UCI "Website Phishing" (Abdelhamid 2014, CC BY 4.0), as it is in River's wheel (BSD-3)
    approval.csv.gz   1,001 days of approval ratings, numbers; FiveThirtyEight (CC BY 4.0), as it is in River's wheel (BSD-3)
    stocks.csv.gz     1,257 trading days, the next day's return of ten stocks; "S&P 500 stock data" (Kaggle, CC0), as it is in River's wheel (BSD-3)
    storms.csv.gz     the first 1,500 of storms.csv.gz (examples/data/STREAMS.md), the pressure, numbers with gaps and categories
    flights.csv.gz    the first 3,000 of flights-2013.csv.gz (examples/data), numbers with gaps and categories

The last columns are River's answers by each algorithm; a name that ends with "Late" has each label 100 rows later. Two algorithms of River
0.26.1 are not those of their papers, so that they are here as they are and corrected:

    ftrl       uses weights of one step ago; "ftrlExact" refreshes them before they are used (McMahan and others 2013, algorithm 1)
    pa...River measures the loss of numbers from 2 y - 1 instead of y; "pa", "pa1", "pa2" measure it from y (Crammer and others 2006)
"""
import gzip
import io
import pathlib
import sys
from importlib import metadata

import pandas as pd
from river import compose, datasets, evaluate, linear_model, metrics, optim, preprocessing, stream

assert metadata.version("river") == "0.26.1"
OUT = pathlib.Path(sys.argv[1])
EXAMPLES = pathlib.Path(__file__).resolve().parents[4] / "examples/src/main/resources/io/leeway/examples"
FLIGHTS = EXAMPLES / "flights/flights-2013.csv.gz"
STORMS = EXAMPLES / "streams/storms.csv.gz"
DELAY = 100


class ExactFtrl(optim.FTRLProximal):
    """Refreshes the weights of the row's features before the gradient is computed."""

    def step(self, w, g):
        result = super().step(w, g)
        for i in g:
            z, n = self.z[i], self.n[i]
            w[i] = 0 if abs(z) <= self.l1 else -(z - self.l1 * (1 if z > 0 else -1)) / ((self.beta + n**0.5) / self.alpha + self.l2)
        return result


class Tolerant(optim.losses.EpsilonInsensitiveHinge):
    """The loss of the passive-aggressive algorithms for numbers, as in the paper."""

    def __call__(self, y_true, y_pred):
        return max(abs(y_pred - y_true) - self.eps, 0)


def corrected(model):
    model.loss = Tolerant(model.eps)
    return model


def optimizers(rate):
    return {
        "sgd": lambda: optim.SGD(rate),
        "adaGrad": lambda: optim.AdaGrad(0.1),
        "ftrl": lambda: optim.FTRLProximal(alpha=0.05, beta=1.0, l1=0.1, l2=1.0),
        "ftrlExact": lambda: ExactFtrl(alpha=0.05, beta=1.0, l1=0.1, l2=1.0),
    }


def classifiers():
    models = {
        name: (lambda make=make: linear_model.LogisticRegression(optimizer=make())) for name, make in optimizers(0.01).items()
    }
    for mode, name in enumerate(["pa", "pa1", "pa2"]):
        models[name] = lambda mode=mode: linear_model.PAClassifier(C=0.1, mode=mode)
    return models


def regressors():
    models = {
        name: (lambda make=make: linear_model.LinearRegression(optimizer=make())) for name, make in optimizers(0.01).items()
    }
    for mode, name in enumerate(["pa", "pa1", "pa2"]):
        models[name + "River"] = lambda mode=mode: linear_model.PARegressor(C=0.1, mode=mode, eps=0.1)
        models[name] = lambda mode=mode: corrected(linear_model.PARegressor(C=0.1, mode=mode, eps=0.1))
    return models


def preparation(categories):
    numbers = preprocessing.StandardScaler()
    if not categories:
        return numbers
    return compose.SelectType((int, float)) | numbers, compose.SelectType(str) | preprocessing.OneHotEncoder(drop_zeros=True)


def pipeline(make, categories):
    if not categories:
        return preprocessing.StandardScaler() | make()
    numbers, ones = preparation(categories)
    return (numbers + ones) | make()


def answers(rows, model, classifier, delay):
    """River's answer to each row, in the order of the rows."""
    given = {}
    for i, x, y in stream.simulate_qa(rows, None, delay, copy=True):
        if y is None:
            given[i] = model.predict_proba_one(x).get(True, 0.0) if classifier else model.predict_one(x)
        else:
            model.learn_one(x, y)
    return [given[i] for i in range(len(rows))]


def write(name, rows, classifier, categories=False):
    frame = pd.DataFrame([{"id": i, **x, "y": y} for i, (x, y) in enumerate(rows)])
    frame["y"] = frame["y"].map(lambda y: str(y).lower() if classifier else repr(float(y)))
    for algorithm, make in (classifiers() if classifier else regressors()).items():
        frame[algorithm] = [repr(float(p)) for p in answers(rows, pipeline(make, categories), classifier, None)]
        if algorithm in ("adaGrad", "pa1"):
            frame[algorithm + "Late"] = [repr(float(p)) for p in answers(rows, pipeline(make, categories), classifier, DELAY)]
    # River's own evaluation agrees with these answers.
    metric = metrics.LogLoss() if classifier else metrics.MAE()
    make = (classifiers() if classifier else regressors())["adaGrad"]
    river = evaluate.progressive_val_score(rows, pipeline(make, categories), metric, delay=DELAY).get()
    mine = type(metric)()
    for (_, y), p in zip(rows, frame["adaGradLate"]):
        mine.update(y, {True: float(p), False: 1 - float(p)} if classifier else float(p))
    assert abs(mine.get() - river) < 1e-12, (mine.get(), river)
    frame.columns = [camel(column) for column in frame.columns]
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\n")
    with gzip.GzipFile(OUT / (name + ".csv.gz"), "wb", mtime=0) as file:
        file.write(text.getvalue().encode())
    print(name, len(rows), "rows, adaGrad 100 rows late:", metric)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def flights():
    numbers = ["distance", "elapsed", "temp", "dewp", "humid", "windSpeed", "pressure", "visib", "seats"]
    texts = ["carrier", "origin", "dest", "hour", "dayOfWeek"]
    frame = pd.read_csv(FLIGHTS, nrows=3_000, usecols=numbers + texts + ["late"], dtype={text: str for text in texts})
    for record in frame[numbers + texts + ["late"]].to_dict("records"):
        late = bool(record.pop("late"))
        # A number that is missing is left out: River has no other way to say that.
        yield {name: value for name, value in record.items() if value == value}, late


def storms():
    numbers = ["lat", "longitude", "wind", "windChange", "age"]
    texts = ["status", "month"]
    frame = pd.read_csv(STORMS, nrows=1_500, usecols=numbers + texts + ["pressure"], dtype={text: str for text in texts})
    for record in frame[numbers + texts + ["pressure"]].to_dict("records"):
        pressure = float(record.pop("pressure"))
        yield {name: value for name, value in record.items() if value == value}, pressure


write("phishing", list(datasets.Phishing()), True)
write("approval", list(datasets.TrumpApproval()), False)
write("flights", list(flights()), True, categories=True)
write("stocks", list(datasets.SP500Stocks()), False)
write("storms", list(storms()), False, categories=True)
