"""What a piece of work costs: CPU-seconds of all threads, and ratios of two kinds of work."""

import gc
import resource
import statistics
import time
from collections.abc import Callable

PAIRS = 9


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def cost(work: Callable[[], object]) -> float:
    gc.collect()
    before = cpu()
    work()
    return cpu() - before


def ratio(ours: Callable, theirs: Callable, pairs: int = PAIRS) -> tuple[float, float, float]:
    """Median of ours / theirs over interleaved pairs, and the median cost of each."""
    ours(), theirs()  # files and code are warm for both
    found = [(cost(ours), cost(theirs)) for _ in range(pairs)]
    return (
        statistics.median(one / other for one, other in found),
        statistics.median(one for one, _ in found),
        statistics.median(other for _, other in found),
    )


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def elapsed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]
