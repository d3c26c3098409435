"""KS and PSI of raw columns by Evidently 0.7.23, as DriftColumns does. Prints comma-separated rows for PerformancePage.

Arguments: rows, columns. Memory is the growth of the peak of the process's resident memory beyond the data.
"""
import importlib.metadata
import os
import resource
import sys
import time

os.environ["DO_NOT_TRACK"] = "1"

import numpy
import pandas
from evidently import Report
from evidently.metrics import ValueDrift

assert importlib.metadata.version("evidently") == "0.7.23"
rows, columns = int(sys.argv[1]), int(sys.argv[2])
generator = numpy.random.default_rng(1)
names = [f"c{i}" for i in range(columns)]
reference = pandas.DataFrame(generator.normal(size=(rows, columns)), columns=names)
current = pandas.DataFrame(generator.normal(0.01, size=(rows, columns)), columns=names)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


before = peak()
start = time.process_time()
metrics = [ValueDrift(column=name, method=method) for name in names for method in ("ks", "psi")]
Report(metrics).run(current, reference)
work = f"{rows:,} x {columns}".replace(",", " ")
print(f"drift,{work},Evidently,{time.process_time() - start:.2f},s")
print(f"memory,{work},Evidently,{peak() - before:.0f},MB")
