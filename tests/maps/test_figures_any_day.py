"""Whatever is recorded, and on whatever day: the figures are those of a plain recount, and lead to as many sites."""

from datetime import timedelta

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Membership, Role, User
from areas.working_days import working_days
from foundation.days import months_before
from hazards.filters import SiteFilter
from hazards.kinds import HazardKind
from hazards.models import HazardSite
from hazards.prices import Money
from hazards.status import WITH_MEASURES, Status
from hazards.steps import Step
from maps.indicators import count_sites, village_figures
from maps.leaders.city import commune_lines
from maps.leaders.city_list import CityList
from maps.leaders.lines import lines
from maps.leaders.lists import EXISTING, Lists
from maps.leaders.money import money, money_by_commune, sums_of
from maps.leaders.months import trend
from maps.leaders.work import LATEST, latest
from maps.views.leaders_asked import CitySitesForm
from tests.maps.made_up import Recount, Town, days, towns
from tests.maps.test_leaders import assert_lists_are_as_long_as_said

words = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.lists(st.sampled_from(["pond", "canal", "construction"]), min_size=1, max_size=2),
        "status": st.lists(st.sampled_from(Status.values), min_size=1, max_size=3),
        "drowning": st.just("1"),
        "overdue": st.just("1"),
        "change": st.sampled_from(Step.values),
        "money": st.sampled_from(Money.values),
    },
)


def person(username: str, post: str, commune=None) -> User:
    user = User.objects.create(username=username, full_name=username)
    Membership.objects.create(user=user, role=Role.objects.get(code=post), commune=commune)
    return user


def exists(by_status: dict[str, int]) -> int:
    return sum(by_status[status] for status in EXISTING)


def has_measures(by_status: dict[str, int]) -> int:
    return sum(by_status[status] for status in WITH_MEASURES)


class TestAnyDay(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.town = Town()
        cls.commune, cls.other = cls.town.communes
        cls.minh = person("minh", "leader", cls.commune)
        cls.nga = person("nga", "city_viewer")
        cls.calendar = working_days()

    def recounts(self, day):
        return [Recount(commune, day, self.calendar) for commune in self.town.communes]

    @settings(max_examples=30)
    @given(towns, days)
    def test_the_indicators_are_those_of_a_plain_recount(self, drawn, day):
        self.town.fill(drawn)
        for commune, plain in zip(self.town.communes, self.recounts(day), strict=True):
            found = count_sites(commune, day, self.calendar)
            assert found.every == plain.by_status()
            assert found.drowning == plain.by_status(lambda site: site.kind.is_drowning)
            assert found.household == plain.by_status(
                lambda site: site.kind.is_drowning and site.is_household
            )
            assert found.overdue == plain.late()
            for figures in village_figures(commune, day):
                counts = plain.by_status(
                    lambda site, village=figures.village: (
                        site.kind.is_drowning and site.village_id == village.pk
                    )
                )
                share = figures.drowning
                assert (share.numerator, share.denominator) == (has_measures(counts), exists(counts))

    @settings(max_examples=30)
    @given(towns, days)
    def test_the_lines_of_a_commune_are_those_of_a_plain_recount(self, drawn, day):
        self.town.fill(drawn)
        plain = Recount(self.commune, day, self.calendar)
        lists = Lists(self.commune, day, months_before(day, 1))
        found = lines(lists, self.minh, self.calendar)
        assert found.every.by_status == plain.by_status()
        assert found.every.overdue == plain.late()
        assert found.drowning.by_status == plain.by_status(lambda site: site.kind.is_drowning)
        kinds = {kind.name: kind.pk for kind in HazardKind.objects.all()}
        for line in found.kinds:
            of_kind = lambda site, key=kinds[line.name]: site.kind_id == key  # noqa: E731
            assert (line.by_status, line.overdue) == (plain.by_status(of_kind), plain.late(of_kind))
        for name, groups, everybody in (
            ("village", found.villages, "not in any of them"),
            ("responsible_unit", found.units, "nobody named"),
        ):
            keys = {line.words.get(name.removeprefix("responsible_")): line for line in groups}
            assert None not in keys or "without" in keys[None].words, everybody
            for key, line in keys.items():
                theirs = lambda site, key=key, name=name: getattr(site, f"{name}_id") == key  # noqa: E731
                assert (line.by_status, line.overdue) == (plain.by_status(theirs), plain.late(theirs))
        late = latest(lists, self.minh, self.calendar)
        assert len(late) == min(plain.late(), LATEST)
        assert all(site.days_late > 0 for site in late)

    @settings(max_examples=15)
    @given(towns, days)
    def test_the_months_are_those_of_a_plain_recount(self, drawn, day):
        self.town.fill(drawn)
        for communes in ([self.commune], self.town.communes):
            found = trend(communes, day, lambda day: Lists(self.commune, day, day))
            assert found[-1].day == day
            for month in found[-9:]:
                counts = [
                    Recount(commune, month.day, self.calendar).by_status(lambda site: site.kind.is_drowning)
                    for commune in communes
                ]
                share, strict = month.with_measures, month.strict
                assert share.denominator == strict.denominator == sum(map(exists, counts))
                assert share.numerator == sum(map(has_measures, counts))
                assert strict.numerator == sum(count[Status.PROTECTED] for count in counts)

    @settings(max_examples=30)
    @given(towns, days, st.integers(0, 60))
    def test_communes_and_money_are_those_of_a_plain_recount(self, drawn, day, before):
        self.town.fill(drawn)
        since = day - timedelta(days=before)
        found = commune_lines(self.town.communes, day, since, self.calendar)
        of_communes = money_by_commune(self.town.communes, day, since)
        plains = self.recounts(day)
        for line, priced, plain in zip(found, of_communes, plains, strict=True):
            every, drowning = plain.by_status(), plain.by_status(lambda site: site.kind.is_drowning)
            assert line.existing.count == exists(every)
            assert line.unprotected.count == every[Status.UNPROTECTED]
            assert line.overdue.count == plain.late()
            assert (line.drowning.numerator, line.drowning.denominator) == (
                has_measures(drowning),
                exists(drowning),
            )
            sums = {kind: (price.amount, price.sites) for kind, price, _href in priced.sums}
            assert sums == plain.money(since)
        whole, *sources = money(Lists(self.commune, day, since))
        assert {kind: (price.amount, price.sites) for kind, price, _href in whole.sums} == plains[0].money(
            since
        )
        for source in sources:
            sums = {kind: (price.amount, price.sites) for kind, price, _href in source.sums}
            assert sums in [
                plains[0].money(since, lambda one, word=word: one.funding == word)
                for word in ("", "city", "owner")
            ]
        for kind, price in sums_of(of_communes).items():
            assert price.amount == sum(plain.money(since)[kind][0] for plain in plains)

    @settings(max_examples=30)
    @given(towns, days, st.integers(1, 60), words)
    def test_the_list_of_all_communes_is_that_of_each(self, drawn, day, before, words):
        self.town.fill(drawn)
        days = {"as_of": day.isoformat(), "since": (day - timedelta(days=before)).isoformat()}
        form = CitySitesForm({**words, **days})
        assert not form.errors
        listed = CityList(self.town.communes, form.day, form.changed_since, self.calendar, form.cleaned_data)
        theirs: list[HazardSite] = []
        for commune in self.town.communes:
            asked = SiteFilter({**words, **days}, commune=commune)
            theirs += asked.narrow(HazardSite.objects.filter(commune=commune))
        assert sorted(listed.page(None).object_list) == sorted(site.pk for site in theirs)

    @settings(max_examples=4)
    @given(towns, days, st.integers(1, 60))
    def test_every_number_leads_to_as_many_sites(self, drawn, day, before):
        self.town.fill(drawn)
        words = {"as_of": day.isoformat(), "since": (day - timedelta(days=before)).isoformat()}
        for reader, paths in (
            (self.minh, ["/leaders/"]),
            (self.nga, [f"/leaders/city/{part}" for part in ("", "kinds/", "changes/", "months/", "money/")]),
        ):
            client = Client()
            client.force_login(reader)
            for path in paths:
                page = client.get(path, words)
                assert page.status_code == 200
                assert_lists_are_as_long_as_said(client, page.content.decode())
