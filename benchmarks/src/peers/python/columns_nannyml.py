"""KS and Jensen-Shannon of raw columns by NannyML 0.13.1, which has no PSI. Prints comma-separated rows for PerformancePage.

Arguments: rows, columns. Memory is the growth of the peak of the process's resident memory beyond the data.
"""
import importlib.metadata
import os
import resource
import sys
import time

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml
import numpy
import pandas

assert importlib.metadata.version("nannyml") == "0.13.1"
rows, columns = int(sys.argv[1]), int(sys.argv[2])
generator = numpy.random.default_rng(1)
names = [f"c{i}" for i in range(columns)]
reference = pandas.DataFrame(generator.normal(size=(rows, columns)), columns=names)
current = pandas.DataFrame(generator.normal(0.01, size=(rows, columns)), columns=names)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


before = peak()
start = time.process_time()
calculator = nannyml.UnivariateDriftCalculator(
    column_names=names, continuous_methods=["kolmogorov_smirnov", "jensen_shannon"], chunk_number=1
)
calculator.fit(reference)
calculator.calculate(current)
work = f"{rows:,} x {columns}".replace(",", " ")
print(f"drift,{work},NannyML,{time.process_time() - start:.2f},s")
print(f"memory,{work},NannyML,{peak() - before:.0f},MB")
