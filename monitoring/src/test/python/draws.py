"""Numbers that the fixture scripts and the Java tests draw alike, from seeds."""
import numpy as np


def uniforms(seed, n):
    """SplitMix64 (Steele, Lea and Flood 2014), the upper 53 bits."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def bell(seed, n):
    """Twelve uniforms less six, near a standard normal."""
    u = uniforms(seed, 12 * n).reshape(n, 12)
    total = np.zeros(n)
    for k in range(12):
        total = total + u[:, k]
    return total - 6.0
