"""The Python of docs/from-mlflow.md: a model in MLflow's registry, in a temporary folder. Prints what from_mlflow.txt holds."""

import os
import pathlib
import tempfile

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)

import logging

logging.disable(logging.WARNING)

import mlflow
import pandas as pd
from mlflow import MlflowClient
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

rows = pd.DataFrame({"distance": [200.0, 300.0, 1500.0, 2400.0] * 50, "hour": [8, 18, 19, 9] * 50})
late = pd.Series([False, True, True, False] * 50)

mlflow.set_tracking_uri("sqlite:///mlflow.db")
with mlflow.start_run():
    model = LogisticRegression().fit(rows, late)
    mlflow.log_metric("logLoss", log_loss(late, model.predict_proba(rows)[:, 1]))
    logged = mlflow.sklearn.log_model(model, name="model", input_example=rows.head(2))
version = mlflow.register_model(logged.model_uri, "flight-delay")

client = MlflowClient()
client.set_registered_model_alias("flight-delay", "champion", version.version)
client.set_model_version_tag("flight-delay", version.version, "approved-by", "ann")

champion = client.get_model_version_by_alias("flight-delay", "champion")
print(champion.name, "version", champion.version, dict(champion.tags))
served = mlflow.pyfunc.load_model("models:/flight-delay@champion")
print(list(served.predict(rows.head(4))))
