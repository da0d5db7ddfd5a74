"""The stretches of status: what they say of a day, kept true by every way of writing."""

import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from hazards import services
from hazards.measure_state import Step
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind, StatusSpan
from hazards.span_keeping import refresh, together
from hazards.spans import IN_INDEXES, changed_between, counts_on, months, reopened_between, spans_in
from hazards.status import Condition, Status
from hazards.stretches import FAR
from tests.conftest import TODAY
from tests.shapes import point, square

pytestmark = pytest.mark.django_db


def told(site: HazardSite) -> list[tuple[str, str]]:
    return [(row.status, row.from_on.isoformat()) for row in site.spans.order_by("from_on")]


def by_the_rule(day: date) -> dict[object, str]:
    return dict(HazardSite.objects.known_on(day).with_status(day).values_list("pk", "status"))


def by_spans(day: date) -> dict[object, str]:
    return dict(StatusSpan.objects.on(day).values_list("site", "status"))


def agrees(first: date = date(2025, 12, 1), days: int = 500) -> bool:
    """On every ninth day, the days ahead included."""
    asked = (first + timedelta(days=n) for n in range(0, days, 9))
    return all(by_spans(day) == by_the_rule(day) for day in asked)


def test_a_site_is_told_from_the_day_it_was_found(pond, fence):
    assert told(pond) == [
        ("unprotected", "2026-01-01"),
        ("protected", "2026-02-01"),
        ("inspection_due", "2026-08-01"),
    ]
    assert pond.spans.latest("from_on").to_on == FAR
    assert by_spans(date(2025, 12, 31)) == {}


def test_damage_and_repair_make_stretches(pond, fence):
    Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=Condition.DAMAGED)
    Finding.objects.create(measure=fence, on=date(2026, 6, 9), condition=Condition.REPAIRED)
    assert told(pond)[1:4] == [
        ("protected", "2026-02-01"),
        ("unprotected", "2026-06-01"),
        ("protected", "2026-06-09"),
    ]


def test_a_withdrawn_site_has_none_and_a_restored_one_has_them_again(pond, fence, lan):
    pond.withdraw(reason="nhập nhầm", seen_version=1)
    assert told(pond) == []
    services.restore_site(pond, reason="không nhầm", seen_version=2, by=lan)
    assert len(told(pond)) == 3


def test_a_measure_that_moves_to_another_site_changes_both(pond, fence, commune):
    other = HazardSite.objects.create(
        kind=pond.kind, name="Ao", geom=point(5, 5), commune=commune, found_on=date(2026, 1, 1)
    )
    fence.site = other
    fence.save()
    assert told(pond) == [("unprotected", "2026-01-01")]
    assert told(other)[1] == ("protected", "2026-02-01")


def test_merged_sites_are_told_as_one(pond, fence, commune, lan):
    twin = HazardSite.objects.create(
        kind=pond.kind, name="Ao", geom=square(10, 10, 1), commune=commune, found_on=date(2025, 12, 1)
    )
    services.merge_sites(twin, pond, versions=(1, 1), by=lan)
    assert told(pond) == []
    assert told(twin)[:2] == [("unprotected", "2025-12-01"), ("protected", "2026-02-01")]


def test_deleting_a_measure_or_a_site_leaves_nothing_behind(pond, fence):
    fence.delete()
    assert told(pond) == [("unprotected", "2026-01-01")]
    pond.delete()
    assert not StatusSpan.objects.exists()


class TestWritingManyAtOnce:
    def test_imported_sites_and_measures(self, commune, pond):
        new = [
            HazardSite(kind=pond.kind, name=f"Ao {n}", geom=point(n, n), commune=commune, found_on=TODAY)
            for n in range(3)
        ]
        bulk_create_with_history(new, HazardSite)
        kind = MeasureKind.objects.get(code="fence")
        Measure.objects.bulk_create(Measure(site=site, kind=kind, installed_on=TODAY) for site in new)
        assert counts_on(TODAY, by=["status"]) == {("unprotected",): 1, ("protected",): 3}
        for site in new:
            site.eliminated_on = TODAY
        bulk_update_with_history(new, HazardSite, ["eliminated_on"])
        assert counts_on(TODAY, by=["status"]) == {("unprotected",): 1, ("eliminated",): 3}

    def test_findings_and_inspections(self, pond, fence):
        Finding.objects.bulk_create([Finding(measure=fence, on=TODAY, condition=Condition.DAMAGED)])
        assert by_spans(TODAY)[pond.pk] == Status.UNPROTECTED
        Finding.objects.update(condition=Condition.REPAIRED)
        Inspection.objects.bulk_create([Inspection(site=pond, on=TODAY)])
        assert told(pond)[-1] == ("inspection_due", (TODAY + timedelta(days=181)).isoformat())
        assert agrees()

    def test_an_update_in_the_database(self, pond, fence, commune):
        Measure.objects.filter(installed_on=date(2026, 2, 1)).update(installed_on=date(2026, 3, 1))
        assert told(pond)[1] == ("protected", "2026-03-01")
        other = HazardSite.objects.create(kind=pond.kind, name="Ao", geom=point(5, 5), commune=commune)
        Measure.objects.filter(site=pond).update(site=other)
        assert agrees()

    def test_facts_that_no_status_follows_from_cost_nothing(self, pond, count_queries):
        def rename() -> None:
            HazardSite.objects.filter(pk=pond.pk).update(name="Ao sâu")

        assert count_queries(rename) <= 3  # the update, in a transaction


class TestKinds:
    def test_another_interval_moves_the_day_a_look_is_due(self, pond, fence):
        pond.kind.inspection_interval_days = 90
        pond.kind.save()
        assert told(pond)[-1] == ("inspection_due", "2026-05-03")
        HazardKind.objects.filter(pk=pond.kind_id).update(inspection_interval_days=60)
        assert agrees()

    def test_another_list_of_required_measures(self, pond, fence):
        pond.kind.required_measures.set(MeasureKind.objects.filter(code__in=["fence", "lifebuoy"]))
        assert told(pond)[-1] == ("in_progress", "2026-02-01")
        pond.required_measures.set(MeasureKind.objects.filter(code="fence"))
        assert told(pond)[-1][0] == "inspection_due"
        pond.required_measures.clear()
        assert told(pond)[-1] == ("in_progress", "2026-02-01")

    def test_a_site_of_another_kind_is_counted_there(self, pond):
        pond.kind = HazardKind.objects.get(code="construction")
        pond.save()
        assert counts_on(TODAY, by=["drowning", "status"]) == {(False, "unprotected"): 1}


def test_what_is_written_together_is_reckoned_once(pond, fence, count_queries):
    with together():
        fence.removed_on = TODAY
        fence.save()
        assert told(pond)[-1][0] == "inspection_due"  # still as before
    assert told(pond)[-1] == ("unprotected", "2026-06-30")


def test_a_deed_that_fails_leaves_the_stretches_as_they_were(pond, fence):
    before = told(pond)
    with pytest.raises(ZeroDivisionError), together():
        fence.removed_on = TODAY
        fence.save()
        raise ZeroDivisionError
    assert told(pond) == before


def test_reckoning_costs_the_same_for_one_site_and_for_many(pond, fence, commune, count_queries):
    one = count_queries(lambda: refresh([pond.pk]))
    for n in range(5):
        HazardSite.objects.create(kind=pond.kind, name="Ao", geom=point(n, n), commune=commune)
    keys = list(HazardSite.objects.values_list("pk", flat=True))
    assert count_queries(lambda: refresh(keys)) == one


class TestBetweenTwoDays:
    def test_changed_sites_are_told_with_before_and_after(self, pond, fence, commune):
        new = HazardSite.objects.create(
            kind=pond.kind, name="Ao", geom=point(5, 5), commune=commune, found_on=TODAY
        )
        changes = changed_between(date(2026, 1, 15), TODAY, [commune])
        assert {change.site: change[1:] for change in changes} == {
            pond.pk: ("unprotected", "protected"),
            new.pk: (None, "unprotected"),
        }

    def test_what_came_and_went_is_no_change(self, pond, fence, commune):
        services.record_step(fence, step=Step.DAMAGED, on=date(2026, 3, 1), seen_version=1)
        services.record_step(fence, step=Step.REPAIRED, on=date(2026, 4, 1), seen_version=2)
        assert changed_between(date(2026, 2, 1), date(2026, 5, 1), [commune]) == []
        assert [tuple(lost) for lost in reopened_between(date(2026, 2, 1), date(2026, 5, 1), [commune])] == [
            (pond.pk, date(2026, 3, 1), "unprotected")
        ]

    def test_other_communes_are_not_told(self, pond, fence, other_commune):
        assert changed_between(date(2026, 1, 15), TODAY, [other_commune]) == []
        assert counts_on(TODAY, communes=[other_commune]) == {}


def test_months_are_counted_as_their_last_days_are(pond, fence, commune):
    fence.removed_on = date(2026, 5, 1)
    fence.save()
    told_months = months(date(2025, 12, 1), TODAY, communes=[commune])
    assert [day.isoformat()[:7] for day, _counts in told_months] == [
        "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
    ]  # fmt: skip
    assert all(counts == counts_on(day, by=["status"]) for day, counts in told_months)
    assert told_months[0][1] == {}
    assert told_months[3][1] == {("protected",): 1}


class TestChecking:
    def test_true_stretches_are_found_true(self, pond, fence, capsys):
        call_command("check_status")
        assert "0 of 1" in capsys.readouterr().out

    def test_what_sql_by_hand_wrote_is_found_and_mended(self, pond, fence, capsys):
        today = timezone.localdate()  # a few days are compared: all from February on are wrong
        with connection.cursor() as cursor:
            cursor.execute("UPDATE hazards_measure SET installed_on = %s", [today])
        with pytest.raises(SystemExit):
            call_command("check_status")
        assert "1 of 1" in capsys.readouterr().out
        call_command("check_status", mend=True)
        assert told(pond)[1] == ("protected", today.isoformat())

    @pytest.mark.parametrize("deadline", [None, date(2026, 5, 1)])
    def test_a_deadline_that_sql_by_hand_wrote_is_found_too(self, pond, fence, capsys, deadline):
        pond.deadline = deadline
        pond.save()
        assert {span.deadline for span in pond.spans.all()} == {deadline}
        call_command("check_status")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE hazards_hazardsite SET deadline = '2026-06-01'")
        with pytest.raises(SystemExit):
            call_command("check_status")
        call_command("check_status", mend=True)
        call_command("check_status")


class TestIndex:
    """A day is counted, and two days are compared, from an index: never by reading the table through."""

    def plan_of(self, rows) -> str:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # The few rows of a test are read through sooner.
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        return rows.explain()

    def test_a_day_is_counted_from_an_index(self, pond, fence, commune):
        for communes in ([commune], None):
            rows = spans_in(communes).on(TODAY).order_by().values_list(*IN_INDEXES)
            plan = self.plan_of(rows.annotate(sites=Count("*")))
            assert re.search("COVERING INDEX span_|Index (Only )?Scan using span_", plan), plan

    def test_the_earlier_status_is_found_by_the_site(self, pond, fence):
        plan = self.plan_of(StatusSpan.objects.filter(site=pond.pk).on(TODAY))
        assert re.search("span_starts_once|sqlite_autoindex_hazards_statusspan", plan), plan
