"""Load the demo once, wholly or not at all."""

import json
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Commune
from exchange.demo import duties, events, people, places, plans, sites, spaces
from exchange.demo.rows import Row
from hazards.models import HazardSite
from hazards.reminders import remind
from hazards.span_keeping import together
from playspaces.models import PlaySpace
from schools.models import School

FILE = settings.BASE_DIR / "fixtures" / "demo.json"


class DemoRefusedError(Exception):
    """The demo would mix with real data; the message says with which."""


@together()
def load_demo(today: date | None = None) -> list[people.DemoLogin]:
    """Load the demo as it stands on `today`; returns the new log-ins, with their passwords.

    Returns [] and changes nothing when the demo is there already. DemoRefusedError when the
    commune has villages or sites of its own, or a user name is taken. A boundary of the
    commune that was loaded before is kept.
    """
    data = json.loads(FILE.read_text(encoding="utf-8"))
    commune = Commune.objects.filter(code=data["commune"]["code"]).first()
    if commune and commune.is_demo:
        return []
    if commune:
        refuse_to_mix(commune)
    refuse_taken_names()
    return fill(data, mark_as_demo(commune, data["commune"]), today or timezone.localdate())


def refuse_to_mix(commune: Commune) -> None:
    holds_something = commune.villages.exists() or any(
        model.objects.filter(commune=commune).exists() for model in (HazardSite, PlaySpace, School)
    )
    if holds_something:
        raise DemoRefusedError(
            _(
                "%(commune)s already has villages, sites, play spaces or schools. The demo is not mixed with them."
            )
            % {"commune": commune.full_name}
        )


def refuse_taken_names() -> None:
    names = [person.username for person in people.CAST]
    taken = User.objects.filter(username__in=names).values_list("username", flat=True)
    if taken:
        raise DemoRefusedError(
            _("These user names, which the demo needs, are taken: %(names)s.") % {"names": ", ".join(taken)}
        )


def mark_as_demo(commune: Commune | None, row: Row) -> Commune:
    if commune is None:
        return places.create_commune(row)
    commune.is_demo = True
    commune.save(update_fields=["is_demo"])
    return commune


def fill(data: Row, commune: Commune, today: date) -> list[people.DemoLogin]:
    villages = places.create_villages(data["villages"], commune, today)
    units = places.create_units(data["units"], commune, villages)
    cast, logins = people.create_people(commune, villages, units)
    clerk, culture, centre = (cast[post] for post in ("economic_staff", "culture_staff", "service_centre"))
    schools = spaces.create_schools(data["schools"], villages, today, author=culture)
    people.tie_to_school(cast["school_staff"], schools)
    spaces.create_play_spaces(data["play_spaces"], villages, units, today, author=centre)
    spaces.create_looks(data["looks"], today, author=centre)
    spaces.create_classes(data["classes"], today, author=centre)
    plans.create_public_land(data["public_land"], commune, author=centre)
    plans.create_candidates(data["candidates"], villages, author=centre)
    plans.create_ground(data["roads"], data["homes"], commune)
    holders = sites.Holders(units, {user.username: user for user in cast.values()})
    stored = sites.create_sites(data["sites"], villages, holders, today, author=clerk)
    events.mark_reopened(stored, today)
    events.create_duplicates(data["duplicates"], villages, today, author=cast["village_collaborator"])
    events.create_incidents(data["incidents"], villages, today, author=cast["health_station"])
    events.create_campaigns(data["campaigns"], commune, villages, holders, today, author=clerk)
    plans.create_plans(data["plans"], commune, today, author=centre)
    duties.create_dangers_read(data["dangers_read"], today, author=cast["school_staff"])
    duties.create_self_checks(data["self_checks"], today, author=cast["school_staff"])
    remind(today)
    return logins
