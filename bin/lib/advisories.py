"""Do the locks name a version with a known hole? Asked of the snapshot in requirements/advisories.toml,
without a network; and, with --ask, of an advisory service through pip-audit, where one can be reached.

    bin/lib/advisories.py              the snapshot; 1 when a locked version is affected and not accepted
    bin/lib/advisories.py --ask        the service; 1 when it knows of a hole, 0 when none is reachable
    bin/lib/advisories.py --refresh    the service, as entries to be put into the snapshot
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "requirements" / "advisories.toml"
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev")]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
PATIENCE_S = 60


@dataclass(frozen=True)
class Advisory:
    """`affected` as a requirement writes versions; `accepted` says why it does not touch us, until a day."""

    id: str
    package: str
    affected: str
    fixed: str
    accepted: str = ""
    until: date | None = None

    def touches(self, locked: dict[str, str]) -> bool:
        version = locked.get(canonicalize_name(self.package))
        return version is not None and SpecifierSet(self.affected).contains(version, prereleases=True)

    def is_accepted(self, today: date) -> bool:
        return bool(self.accepted) and self.until is not None and today <= self.until

    def sentence(self, locked: dict[str, str]) -> str:
        version = locked[canonicalize_name(self.package)]
        return f"{self.package} {version}: {self.id}. Cure: take {self.fixed} (bin/lock --upgrade)."


def pinned(text: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PINNED.findall(text)}


def known(text: str) -> list[Advisory]:
    """The entries of a snapshot; one that lacks a word is a TypeError."""
    return [Advisory(**entry) for entry in tomllib.loads(text).get("advisory", [])]


def open_holes(advisories: list[Advisory], locked: dict[str, str], today: date) -> list[Advisory]:
    return [one for one in advisories if one.touches(locked) and not one.is_accepted(today)]


def check_snapshot() -> int:
    locked = {name: version for lock in LOCKS for name, version in pinned(lock.read_text()).items()}
    advisories = known(SNAPSHOT.read_text())
    holes = open_holes(advisories, locked, datetime.now(UTC).date())
    for hole in holes:
        print(hole.sentence(locked))
    print(f"{len(locked)} locked packages, {len(advisories)} known advisories: {len(holes)} open.")
    return 1 if holes else 0


def asked(lock: Path) -> dict | None:
    """What pip-audit says of a lock; None where it reached no service or was told nothing."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(  # noqa: S603  # our own words alone
            [*command, "--progress-spinner", "off", "--requirement", str(lock)],
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return told if any("vulns" in one for one in told["dependencies"]) else None


def found(told: dict) -> Iterator[Advisory]:
    for one in told["dependencies"]:
        for hole in one.get("vulns", []):
            fixed = ", ".join(hole["fix_versions"]) or "no version yet"
            yield Advisory(hole["id"], one["name"], f"=={one['version']}", fixed)


def check_service() -> int:
    accepted = {one.id for one in known(SNAPSHOT.read_text()) if one.is_accepted(datetime.now(UTC).date())}
    status = 0
    for lock in LOCKS:
        told = asked(lock)
        if told is None:
            print(f"{lock.name}: left out: no advisory service reachable.")
            continue
        for hole in found(told):
            if hole.id not in accepted:
                print(hole.sentence(pinned(lock.read_text())))
                status = 1
    return status


def write_entries() -> int:
    told = [answer for answer in map(asked, LOCKS) if answer is not None]
    if not told:
        print("No advisory service reachable: nothing to refresh from.", file=sys.stderr)
        return 1
    for hole in {hole for answer in told for hole in found(answer)}:
        print(f'[[advisory]]\nid = "{hole.id}"\npackage = "{hole.package}"')
        print(f'affected = "{hole.affected}"\nfixed = "{hole.fixed}"\n')
    return 0


DEEDS = {"": check_snapshot, "--ask": check_service, "--refresh": write_entries}

if __name__ == "__main__":
    deed = DEEDS.get(" ".join(sys.argv[1:]))
    sys.exit(deed() if deed else __doc__)
