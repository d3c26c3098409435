"""Makes bikes-2011.csv.gz from Bikeshare.csv of the package ISLP. BIKES.md says what the columns are.

    pip download --no-deps ISLP==0.4.0 && unzip ISLP-0.4.0-py3-none-any.whl ISLP/data/Bikeshare.csv && python make_bikes.py ISLP/data/Bikeshare.csv
"""

import csv
import datetime
import gzip
import hashlib
import io
import pathlib
import sys

OUTPUT = pathlib.Path(__file__).parent.parent / "src/main/resources/io/leeway/examples/alarms/bikes-2011.csv.gz"
FEATURES = ["holiday", "weekday", "workingday", "weathersit", "temp", "atemp", "hum", "windspeed", "casual", "registered"]

text = io.StringIO()
out = csv.writer(text, lineterminator="\n")
out.writerow(["id", "time", "hour", *FEATURES, "bikers"])
for row_id, row in enumerate(csv.DictReader(open(sys.argv[1])), 1):
    day = datetime.datetime(2011, 1, 1) + datetime.timedelta(days=int(row["day"]) - 1, hours=int(row["hr"]))
    out.writerow([row_id, day.strftime("%Y-%m-%dT%H:%M:%SZ"), row["hr"], *(row[name] for name in FEATURES), row["bikers"]])
data = text.getvalue().encode()
OUTPUT.parent.mkdir(parents=True, exist_ok=True)
with gzip.GzipFile(OUTPUT, "wb", mtime=0) as file:
    file.write(data)
print(f"{OUTPUT.stat().st_size:,} bytes, SHA-256 {hashlib.sha256(OUTPUT.read_bytes()).hexdigest()}; the CSV in it {hashlib.sha256(data).hexdigest()}")
