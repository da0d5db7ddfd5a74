"""Time the product's questions against bare SQL giving the same answer; print the ratios.

    python -m benchmarks.run                       # SpatiaLite, var/benchmark.sqlite3
    DATABASE_URL=postgis://… python -m benchmarks.run

The database named must be the benchmark's own: it is migrated, and filled when empty.
"""

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

VAR = Path(os.environ.get("ANTOAN_VAR", Path(__file__).resolve().parent.parent / "var"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DATABASE_URL", f"spatialite:///{VAR / 'benchmark.sqlite3'}")
os.environ.setdefault("ANTOAN_SECRET_KEY", "for-measuring-only")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from areas.models import Commune  # noqa: E402
from audit.models import Event  # noqa: E402
from benchmarks import city, pages, questions, security_log  # noqa: E402


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds of the product and of the bare SQL, run turn by turn."""

    name: str
    ours_ms: float
    bare_ms: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.bare_ms


def milliseconds(question: Callable[[], Any]) -> float:
    start = time.perf_counter()
    question()
    return (time.perf_counter() - start) * 1000


def measure(name: str, ours: Callable[[], Any], bare: Callable[[], Any], runs: int) -> Timing:
    """One warm-up, then `runs` of each in turn, so that drift meets both alike."""
    pairs = [(milliseconds(ours), milliseconds(bare)) for _ in range(runs + 1)][1:]
    return Timing(name, *(statistics.median(column) for column in zip(*pairs, strict=True)))


def prepare(scale: float) -> None:
    call_command("migrate", verbosity=0)
    if not Commune.objects.exists():
        start = time.perf_counter()
        city.build(scale)
        print(f"built the city in {time.perf_counter() - start:.0f} s")
    if not Event.objects.exists():
        security_log.build(scale)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    prepare(options.scale)
    print(f"{connection.vendor}: median of {options.runs}, milliseconds")
    print(f"{'question':<44}{'ours':>10}{'bare SQL':>10}{'ratio':>8}")
    for name, ours, bare in chain(questions.all_of_them(), security_log.all_of_them()):
        timing = measure(name, ours, bare, options.runs)
        print(f"{timing.name:<44}{timing.ours_ms:>10.1f}{timing.bare_ms:>10.1f}{timing.ratio:>8.2f}")
    print(f"{'whole page':<44}{'ours':>10}{'queries':>10}")
    for page in pages.all_of_them():
        times = [milliseconds(page.ask) for _ in range(options.runs + 1)][1:]
        print(f"{page.name:<44}{statistics.median(times):>10.1f}{page.queries:>10}")
        for scan in page.whole_tables:
            print(f"    reads a whole table: {scan[:160]}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
