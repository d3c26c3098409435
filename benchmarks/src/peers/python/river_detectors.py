"""How long River's change detectors take for a value, on streams like those of DetectorsInTurn. Prints comma-separated rows for
PerformancePage.

    python -m venv venv && venv/bin/pip install -r requirements-river.txt
    venv/bin/python river_detectors.py
"""
import importlib.metadata
import random
import time

from river import drift

assert importlib.metadata.version("river") == "0.26.1"
DETECTORS = {
    "adwin": (drift.ADWIN, False, 100_000),
    "kswin": (lambda: drift.KSWIN(seed=1), False, 2_000),
    "page-hinkley": (drift.PageHinkley, False, 100_000),
    "ddm": (drift.binary.DDM, True, 100_000),
    "eddm": (drift.binary.EDDM, True, 100_000),
    "hddm-a": (drift.binary.HDDMA, True, 50_000),
    "hddm-w": (drift.binary.HDDMW, True, 20_000),
    "fhddm": (drift.binary.FHDDM, True, 100_000),
}
generator = random.Random(1)
uniform = [generator.random() for _ in range(100_000)]
errors = [int(value < 0.2) for value in uniform]
for name, (make, binary, count) in DETECTORS.items():
    values = (errors if binary else uniform)[:count]
    times = []
    for _ in range(7):
        detector = make()
        start = time.thread_time_ns()
        for value in values:
            detector.update(value)
            detector.drift_detected
        times.append((time.thread_time_ns() - start) / count)
    print(f"detectors,{name},River,{sorted(times)[3]:.1f},ns a value")
