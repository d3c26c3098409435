"""Writes the fixtures of io.leeway.monitoring.change: where River's detectors see changes.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python change_fixtures.py ../resources/io/leeway/monitoring/change

Streams are not stored but described, and made alike on both sides to the bit: SplitMix64 (java.util.SplittableRandom), its
upper 53 bits as a number in [0, 1), and nothing but sums, products and quotients of those. A sum over each stream proves it.

One case a line, fields separated by a semicolon, numbers in Python's shortest exact form:
    adwin.csv         name;seed;segments;values;sum;options;changes;widths after each change;width;mean;squares
    page-hinkley.csv  name;seed;segments;values;sum;options;changes;count;mean;rise;fall
River calls the sum of the squared deviations from the mean "variance"; here it is "squares".
A segment is kind:count:location:scale:slope, its i-th value location + scale * shape + slope * i. The kind "digits" holds
its values as digits in place of the count.
"""
import importlib.metadata
import random
import sys

from river import drift

assert importlib.metadata.version("river") == "0.26.1"
MASK = (1 << 64) - 1


class SplitMix:
    def __init__(self, seed):
        self.state = seed & MASK

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53


def bell(r):
    total = 0.0
    for _ in range(12):
        total += r.uniform()
    return total - 6.0


def heavy(r):
    sign = 1.0 if r.uniform() < 0.5 else -1.0
    return sign / (1.0 - r.uniform())


SHAPES = {
    "constant": lambda r: 0.0,
    "uniform": lambda r: r.uniform(),
    "coin10": lambda r: 1.0 if r.uniform() < 0.1 else 0.0,
    "coin30": lambda r: 1.0 if r.uniform() < 0.3 else 0.0,
    "coin50": lambda r: 1.0 if r.uniform() < 0.5 else 0.0,
    "dice": lambda r: float(int(r.uniform() * 6.0)),
    "bell": bell,
    "heavy": heavy,
}


def stream(seed, segments):
    r = SplitMix(seed)
    for kind, count, location, scale, slope in segments:
        if kind == "digits":
            for digit in count:
                yield float(digit)
        else:
            for i in range(count):
                yield location + scale * SHAPES[kind](r) + slope * float(i)


def seg(kind, count, location=0.0, scale=1.0, slope=0.0):
    return kind, count, float(location), float(scale), float(slope)


def digits(seed, *parts):
    r = random.Random(seed)
    return ("digits", "".join("".join(map(str, r.choices(list(c), k=k))) for c, k in parts), 0.0, 1.0, 0.0)


STREAMS = {
    "example of the documentation": [digits(12345, ((0, 1), 1000), (range(4, 8), 1000))],
    "four levels": [digits(42, ((0, 1), 1000), (range(4, 8), 1000), ((0, 1), 1000), (range(4, 8), 1000))],
    "constant zero": [seg("constant", 3000)],
    "constant tenth": [seg("constant", 3000, 0.1)],
    "constant then another": [seg("constant", 700, 1), seg("constant", 700, 2)],
    "too short": [seg("uniform", 9)],
    "short step": [seg("uniform", 40), seg("uniform", 40, 5)],
    "coin unchanged": [seg("coin30", 30000)],
    "coin rarer": [seg("coin30", 5000), seg("coin10", 5000)],
    "coin oftener": [seg("coin10", 5000), seg("coin30", 5000)],
    "coin there and back": [seg("coin10", 4000), seg("coin50", 1000), seg("coin10", 4000)],
    "dice unchanged": [seg("dice", 20000)],
    "dice lifted": [seg("dice", 3333), seg("dice", 3333, 1)],
    "bell unchanged": [seg("bell", 30000)],
    "bell by a half": [seg("bell", 6000), seg("bell", 6000, 0.5)],
    "bell falls": [seg("bell", 6000, 3), seg("bell", 6000, 2)],
    "bell widens": [seg("bell", 5000), seg("bell", 5000, 0, 4)],
    "bell far from zero": [seg("bell", 5000, 1e6), seg("bell", 5000, 1e6 + 2)],
    "bell huge": [seg("bell", 4000, 0, 1e40), seg("bell", 4000, 5e40, 1e40)],
    "bell tiny": [seg("bell", 4000, 0, 1e-40), seg("bell", 4000, 5e-40, 1e-40)],
    "bell of every kind": [seg("bell", 2000, m, s) for m, s in ((0, 1), (2, 1), (2, 3), (-4, 3), (-4, 0.1), (-3.9, 0.1))],
    "slow ramp": [seg("uniform", 4000), seg("uniform", 8000, 0, 1, 1 / 4096)],
    "ramp without end": [seg("bell", 20000, 0, 1, 1 / 1024)],
    "saw": [seg("uniform", 1500, 0, 1, 1 / 512) for _ in range(6)],
    "heavy unchanged": [seg("heavy", 20000)],
    "heavy lifted": [seg("heavy", 5000), seg("heavy", 5000, 20)],
    "negative": [seg("uniform", 3000, -5), seg("uniform", 3000, -7)],
    "uniform long": [seg("uniform", 100000), seg("uniform", 3000, 0.1)],
    "rare spikes": [seg("uniform", 2500), seg("constant", 1, 1000), seg("uniform", 2500), seg("constant", 1, -1000), seg("uniform", 999)],
    "seldom steps": [seg("coin50", 4096, i % 3) for i in range(6)],
}

ADWIN = [
    {},
    {"delta": 0.05},
    {"delta": 1e-6, "clock": 1},
    {"clock": 7, "max_buckets": 3, "min_window_length": 1, "grace_period": 0},
    {"max_buckets": 20, "min_window_length": 30, "grace_period": 200},
    {"delta": 0.3, "clock": 128, "max_buckets": 2},
]
PAGE_HINKLEY = [
    {},
    {"threshold": 5.0},
    {"threshold": 20.0, "delta": 0.05, "alpha": 1.0, "mode": "up"},
    {"threshold": 20.0, "delta": 0.0, "min_instances": 1, "mode": "down"},
    {"threshold": 10.0, "alpha": 0.99, "min_instances": 500},
]


def text(segments):
    return ",".join(":".join([k, str(c), repr(a), repr(b), repr(s)]) for k, c, a, b, s in segments)


def options(chosen):
    return ",".join(f"{k}={v!r}".replace("'", "") for k, v in chosen.items()) or "defaults"


def main(folder):
    adwin = open(f"{folder}/adwin.csv", "w")
    ph = open(f"{folder}/page-hinkley.csv", "w")
    adwin.write("name;seed;segments;values;sum;options;changes;widths;width;mean;squares\n")
    ph.write("name;seed;segments;values;sum;options;changes;count;mean;rise;fall\n")
    for number, (name, segments) in enumerate(STREAMS.items()):
        seed = 1000 + number
        values = list(stream(seed, segments))
        total = 0.0
        for x in values:
            total += x
        head = [name, seed, text(segments), len(values), repr(total)]
        # Each stream meets the defaults, and the other options in turn.
        for chosen in ADWIN[:1] + [ADWIN[1 + (number + k) % 5] for k in range(2)]:
            d = drift.ADWIN(**chosen)
            changes, widths = [], []
            for i, x in enumerate(values):
                d.update(x)
                if d.drift_detected:
                    changes.append(i)
                    widths.append(int(d.width))
            end = [int(d.width), repr(d.estimation), repr(d.variance)]
            row = head + [options(chosen), " ".join(map(str, changes)), " ".join(map(str, widths))] + end
            adwin.write(";".join(map(str, row)) + "\n")
        for chosen in PAGE_HINKLEY[:1] + [PAGE_HINKLEY[1 + (number + k) % 4] for k in range(2)]:
            d = drift.PageHinkley(**chosen)
            changes = []
            for i, x in enumerate(values):
                d.update(x)
                if d.drift_detected:
                    changes.append(i)
            end = [int(d._x_mean.n), d._x_mean.get(), d._sum_increase - d._min_increase, d._max_decrease - d._sum_decrease]
            row = head + [options(chosen), " ".join(map(str, changes))] + [repr(float(x)) for x in end]
            ph.write(";".join(map(str, row)) + "\n")
    adwin.close()
    ph.close()


main(sys.argv[1])
