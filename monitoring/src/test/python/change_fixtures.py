"""Where River's detectors see changes, on streams that both sides compute from the same formula.

Needs river==0.26.1. Writes ../resources/io/leeway/monitoring/change/river.csv: one row a detector and stream,
with the places (from 0) of the values at which a change was seen.
"""

import math
import pathlib

from river import drift

MASK = (1 << 64) - 1


class SplitMix:
    """splitmix64, so that the streams need not be stored."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53


def stream(kind, seed, n):
    random = SplitMix(seed)
    for i in range(n):
        u = random.uniform()
        if kind == "steady":
            yield u
        elif kind == "step":
            yield u + (0.4 if i >= n // 2 else 0.0)
        elif kind == "steps":
            yield u + 0.5 * ((i * 5 // n) % 2)
        elif kind == "slope":
            yield u + 2.0 * i / n
        elif kind == "errors":
            yield 1.0 if u < (0.1 if i < n // 3 else 0.3) else 0.0
        elif kind == "wide":
            yield (u - 0.5) * 200 + (60 if i >= 2 * n // 3 else 0)
        elif kind == "constant":
            yield 3.25
        elif kind == "falling":
            yield u - (0.7 if i >= n // 4 else 0.0)


KINDS = ["steady", "step", "steps", "slope", "errors", "wide", "constant", "falling"]
DETECTORS = {"adwin": drift.ADWIN, "page-hinkley": drift.PageHinkley}


def main():
    out = pathlib.Path(__file__).parent / "../resources/io/leeway/monitoring/change/river.csv"
    lines = ["detector,kind,seed,n,changes"]
    for name, make in DETECTORS.items():
        for kind in KINDS:
            for seed, n in [(1, 500), (2, 2000), (3, 5000), (4, 20000)]:
                detector = make()
                changes = []
                for i, x in enumerate(stream(kind, seed, n)):
                    detector.update(x)
                    if detector.drift_detected:
                        changes.append(str(i))
                lines.append(f"{name},{kind},{seed},{n},{' '.join(changes)}")
    out.write_text("\n".join(lines) + "\n")


main()
