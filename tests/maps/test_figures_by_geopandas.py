"""The figures of the demo commune, computed a second time with geopandas alone.

Nothing here asks the product's models: the demo's file is read, villages are found by a
spatial join, and the rule of docs/status.md is written once more over data frames.
"""

import json
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from django.conf import settings
from django.core.management import call_command
from shapely.geometry import shape

from exchange.demo import load_demo

LOADED_ON = date(2026, 6, 30)
WATER = {"pond", "lake", "river", "stream", "canal", "ditch", "well", "pit", "swimming_place"}
INTERVAL = 180  # every kind of water
ASKED = [LOADED_ON, LOADED_ON - timedelta(days=200), LOADED_ON - timedelta(days=500), date(2027, 1, 15)]


@pytest.fixture(scope="module")
def demo() -> dict:
    return json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))


def on(row: dict, name: str) -> pd.Timestamp:
    ago = row.get("days_ago", {}).get(name)
    return pd.NaT if ago is None else pd.Timestamp(LOADED_ON - timedelta(days=ago))


def in_effect(demo: dict, day: pd.Timestamp) -> pd.DataFrame:
    """Site, kind and installation of each measure in effect on `day`."""
    measures = pd.DataFrame(
        [
            {
                "measure": measure["id"],
                "site": site["id"],
                "kind": measure["kind"],
                "installed": on(measure, "installed_on"),
                "removed": on(measure, "removed_on"),
            }
            for site in demo["sites"]
            for measure in site["measures"]
        ]
    )
    findings = pd.DataFrame(
        [
            {"measure": measure["id"], "on": on(finding, "on"), "condition": finding["condition"]}
            for site in demo["sites"]
            for measure in site["measures"]
            for finding in measure["findings"]
        ]
    )
    # Stable: of two findings on a day, the later in the file was recorded last.
    latest = findings[findings["on"] <= day].sort_values("on", kind="stable").groupby("measure").last()
    broken = latest.index[latest["condition"].isin(["damaged", "repairing"])]
    standing = (measures["installed"] <= day) & ~(measures["removed"] <= day)
    return measures[standing & ~measures["measure"].isin(broken)]


def drowning_sites(demo: dict, day: pd.Timestamp) -> gpd.GeoDataFrame:
    """Existing drowning sites on `day` with `protected` and `due`."""
    effect = in_effect(demo, day)
    rows = []
    for site in demo["sites"]:
        own = effect[effect["site"] == site["id"]]
        looks = [on(look, "on") for look in site["inspections"] if on(look, "on") <= day]
        last = max(looks) if looks else own["installed"].min()
        rows.append(
            {
                "exists": on(site, "found_on") <= day and not on(site, "eliminated_on") <= day,
                "water": site["kind"] in WATER,
                "household": site["is_household"],
                "protected": set(site["required"]) <= set(own["kind"]) and len(own) > 0,
                "due": (day - last).days > INTERVAL,
                "geometry": shape(site["geom"]),
            }
        )
    frame = gpd.GeoDataFrame(rows, crs=4326)
    return frame[frame["exists"] & frame["water"]]


# Days off by the decrees for 2025 to 2027, weekends apart.
DAYS_OFF = [
    "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07", "2025-04-30",
    "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02",
    "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30",
    "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24",
    "2027-01-01",
]  # fmt: skip


def overdue_sites(demo: dict, day: pd.Timestamp) -> int:
    """Sites of any kind that exist, are not protected, and whose deadline ended before `day`."""
    effect = in_effect(demo, day)
    late = 0
    for site in demo["sites"]:
        own = effect[effect["site"] == site["id"]]
        exists = on(site, "found_on") <= day and not on(site, "eliminated_on") <= day
        protected = set(site["required"]) <= set(own["kind"]) and len(own) > 0
        deadline = on(site, "deadline")
        if exists and not protected and not pd.isna(deadline):
            ends = np.busday_offset(deadline.date(), 0, roll="forward", holidays=DAYS_OFF)
            late += bool(ends < np.datetime64(day.date()))
    return late


def covered_villages(demo: dict, day: pd.Timestamp) -> tuple[set[str], set[str]]:
    """Names of existing villages, and of those with a play point, by place."""
    villages = gpd.GeoDataFrame(
        [
            {
                "village": row["name"],
                "exists": not on(row, "founded_on") > day and not on(row, "dissolved_on") <= day,
                "geometry": shape(row["boundary"]) if "boundary" in row else None,
            }
            for row in demo["villages"]
        ],
        crs=4326,
    )
    spaces = gpd.GeoDataFrame(
        [
            {
                "open": not on(row, "opened_on") > day
                and not on(row, "closed_on") <= day
                and not any(
                    on(spell, "since") <= day and not on(spell, "until") <= day for spell in row["closures"]
                ),
                "for_children": row["for_children"],
                "geometry": shape(row["geom"]).representative_point(),
            }
            for row in demo["play_spaces"]
        ],
        crs=4326,
    )
    usable = spaces[spaces["open"] & spaces["for_children"]]
    existing = villages[villages["exists"]]
    joined = gpd.sjoin(existing[existing.geometry.notna()], usable, predicate="contains")
    return set(existing["village"]), set(joined["village"])


@pytest.mark.parametrize("day", ASKED)
def test_indicators_equal_what_geopandas_computes(db, demo, day, capsys):
    load_demo(today=LOADED_ON)
    capsys.readouterr()
    call_command("indicators", "--commune", "00679", "--as-of", day.isoformat(), "--json")
    figures = json.loads(capsys.readouterr().out)

    sites = drowning_sites(demo, pd.Timestamp(day))
    existing, covered = covered_villages(demo, pd.Timestamp(day))
    drowning = figures["drowning_sites_protected"]
    assert (drowning["numerator"], drowning["denominator"]) == (int(sites["protected"].sum()), len(sites))
    strict = figures["drowning_sites_protected_strict"]["numerator"]
    assert strict == int((sites["protected"] & ~sites["due"]).sum())
    for key, own in [("public", sites[~sites["household"]]), ("household", sites[sites["household"]])]:
        share = figures[f"drowning_sites_protected_{key}"]
        assert (share["numerator"], share["denominator"]) == (int(own["protected"].sum()), len(own))
        assert share["denominator"] > 0
    villages = figures["villages_covered"]
    assert (villages["numerator"], villages["denominator"]) == (len(covered), len(existing))
    assert 0 < villages["numerator"] < villages["denominator"]
    assert figures["overdue"] == overdue_sites(demo, pd.Timestamp(day))


def test_demo_leaves_both_targets_just_missed(db, capsys):
    load_demo(today=LOADED_ON)
    capsys.readouterr()
    call_command("indicators", "--commune", "00679", "--as-of", "2026-06-30", "--json")
    figures = json.loads(capsys.readouterr().out)
    assert 60 < figures["villages_covered"]["percent"] < 65
    assert figures["drowning_sites_protected"]["percent"] < 100
