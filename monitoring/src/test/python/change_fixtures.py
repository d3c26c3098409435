"""Writes the fixtures of io.leeway.monitoring.change: where River's detectors see changes.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python change_fixtures.py ../resources/io/leeway/monitoring/change

Streams are not stored but described, and made alike on both sides to the bit: SplitMix64 (java.util.SplittableRandom), its
upper 53 bits as a number in [0, 1), and nothing but sums, products and quotients of those. A sum over each stream proves it.

One case a line, fields separated by a semicolon, numbers in Python's shortest exact form. Warnings are how many elements
warn without a change, and the sum of their indices:
    adwin.csv         name;seed;segments;values;sum;options;changes;widths after each change;width;mean;squares
    page-hinkley.csv  name;seed;segments;values;sum;options;changes;count;mean;rise;fall
    kswin.csv         name;seed;segments;values;sum;options;changes
    ddm.csv, eddm.csv, hddm-a.csv, hddm-w.csv, fhddm.csv  name;seed;segments;values;sum;options;changes;warnings;sum of warnings
KSWIN draws by Python's generator in River; here its draws are replaced by the shuffle that Leeway makes from SplitMix64, except
where the sample is all of the older values ("sample=all") and River runs as it is. FHDDM of River counts right answers: it is
fed 1 - x. The Java program PeerFixtures in benchmarks reads the streams of ddm.csv and writes those of MOA's detectors.
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


def error(r, location, slope, i):
    return 1.0 if r.uniform() < location + slope * float(i) else 0.0


def stream(seed, segments):
    r = SplitMix(seed)
    for kind, count, location, scale, slope in segments:
        if kind == "digits":
            for digit in count:
                yield float(digit)
        elif kind == "error":
            for i in range(count):
                yield error(r, location, slope, i)
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



def errors(count, rate, slope=0.0):
    return seg("error", count, rate, 1.0, slope)


ERRORS = {
    "no error": [errors(3000, 0)],
    "only errors": [errors(3000, 1)],
    "first error late": [errors(500, 0), errors(500, 1), errors(1000, 0)],
    "a tenth": [errors(20000, 0.1)],
    "a third": [errors(20000, 1 / 3)],
    "a half": [errors(20000, 0.5)],
    "one in two hundred": [errors(20000, 0.005)],
    "rarely, then often": [errors(3000, 0.01), errors(1000, 0.5)],
    "a tenth to a fifth": [errors(5000, 0.1), errors(5000, 0.2)],
    "a tenth to three tenths": [errors(5000, 0.1), errors(5000, 0.3)],
    "a fifth to a half": [errors(2000, 0.2), errors(2000, 0.5)],
    "a third to two thirds": [errors(700, 1 / 3), errors(700, 2 / 3)],
    "falls": [errors(5000, 0.4), errors(5000, 0.1)],
    "there and back": [errors(4000, 0.1), errors(500, 0.5), errors(4000, 0.1)],
    "gradual": [errors(4000, 0.15), errors(2000, 0.15, 0.0001), errors(4000, 0.35)],
    "learns slowly": [errors(6000, 0.5, -0.00005), errors(6000, 0.2), errors(3000, 0.3)],
    "steps": [errors(1500, rate) for rate in (0.1, 0.2, 0.3, 0.2, 0.4, 0.1, 0.6)],
    "blips": [errors(n, rate) for n, rate in ((3000, 0.1), (60, 0.8)) * 4],
    "long and stable": [errors(100000, 0.2), errors(5000, 0.3)],
    "long, rises a little": [errors(45000, 0.2), errors(20000, 0.22)],
    "up to always": [errors(2000, 0.3), errors(500, 1), errors(2000, 0.3)],
    "half right, all right": [errors(1000, 0.5), errors(1000, 0), errors(1000, 0.5)],
    "short": [errors(100, 0.2), errors(100, 0.7)],
    "slow for ever": [errors(30000, 0.05, 0.00001)],
    "a fifth to a third": [errors(3000, 0.2), errors(3000, 1 / 3)],
    "two fifths, falls gradually": [errors(3000, 0.4), errors(3000, 0.4, -0.0001), errors(3000, 0.1)],
    "rises thrice": [errors(2500, rate) for rate in (0.15, 0.25, 0.35, 0.45)],
    "half, and worse": [errors(4000, 0.5), errors(1000, 0.9)],
    "waves": [errors(800, rate) for rate in (0.2, 0.3) * 6],
    "learns, then drifts": [errors(2000, 0.5, -0.00015), errors(6000, 0.2), errors(1000, 0.2, 0.0003), errors(3000, 0.5)],
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


DDM = [{}, {"warm_start": 100, "warning_threshold": 1.5, "drift_threshold": 2.5}]
EDDM = [{}, {"warm_start": 60, "alpha": 0.8, "beta": 0.7}]
HDDM_A = [{}, {"drift_confidence": 1e-5, "warning_confidence": 0.01, "two_sided_test": True}]
HDDM_W = [{}, {"drift_confidence": 1e-4, "warning_confidence": 0.05, "lambda_val": 0.02, "two_sided_test": True}]
FHDDM = [{}, {"sliding_window_size": 250, "confidence_level": 1e-4, "short_window_size": 40}]
KSWIN = [{"sample": "all", "alpha": 0.001, "window_size": 80, "stat_size": 40}, {}, {"alpha": 1e-4, "window_size": 200, "stat_size": 50}]


class Shuffle:
    """A sample as Leeway draws it: the front of a permutation that goes on being shuffled."""

    def __init__(self, seed):
        self.draws = SplitMix(1)
        self.order = None

    def sample(self, population, k):
        if self.order is None:
            self.order = list(population)
        for i in range(k):
            other = i + int(self.draws.uniform() * (len(self.order) - i))
            self.order[i], self.order[other] = self.order[other], self.order[i]
        return self.order[:k]


class Draws:
    Random = Shuffle


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
    kswin(folder)
    for name, make, chosen in (
        ("ddm", drift.binary.DDM, DDM),
        ("eddm", drift.binary.EDDM, EDDM),
        ("hddm-a", drift.binary.HDDMA, HDDM_A),
        ("hddm-w", drift.binary.HDDMW, HDDM_W),
        ("fhddm", drift.binary.FHDDM, FHDDM),
    ):
        binary(folder, name, make, chosen)


def head(number, name, segments):
    values = list(stream(number, segments))
    total = 0.0
    for x in values:
        total += x
    return values, [name, number, text(segments), len(values), repr(total)]


def kswin(folder):
    from river.drift import kswin as module

    own = module.random
    with open(f"{folder}/kswin.csv", "w") as out:
        out.write("name;seed;segments;values;sum;options;changes\n")
        for number, (name, segments) in enumerate(STREAMS.items()):
            segments = [(k, c if k == "digits" else min(c, 3000), a, b, s) for k, c, a, b, s in segments]
            values, fields = head(1000 + number, name, segments)
            if len(values) > 8000:
                continue
            chosen = KSWIN[number % 3]
            module.random = own if "sample" in chosen else Draws
            d = drift.KSWIN(**{k: v for k, v in chosen.items() if k != "sample"})
            changes = []
            for i, x in enumerate(values):
                d.update(x)
                if d.drift_detected:
                    changes.append(i)
            out.write(";".join(map(str, fields + [options(chosen), " ".join(map(str, changes))])) + "\n")
    module.random = own


def binary(folder, name, make, choices):
    with open(f"{folder}/{name}.csv", "w") as out:
        out.write("name;seed;segments;values;sum;options;changes;warnings;sum of warnings\n")
        for number, (stream_name, segments) in enumerate(ERRORS.items()):
            values, fields = head(2000 + number, stream_name, segments)
            for chosen in choices:
                d = make(**chosen)
                changes, warnings = [], []
                for i, x in enumerate(values):
                    d.update(int(1 - x if name == "fhddm" else x))
                    if d.drift_detected:
                        changes.append(i)
                    elif getattr(d, "warning_detected", False):
                        warnings.append(i)
                found = [options(chosen), " ".join(map(str, changes)), len(warnings), sum(warnings)]
                out.write(";".join(map(str, fields + found)) + "\n")


main(sys.argv[1])
