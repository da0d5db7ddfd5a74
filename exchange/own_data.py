"""All that is stored about a person who has an account, as plain values; never a secret.

Passwords, keys of devices, recovery codes and keys of sessions are left out: they prove who somebody
is, and say nothing about them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone
from django_otp import devices_for_user

from accounts.models import User
from accounts.own_rows import OwnRows
from accounts.own_rows import sections as sections_of_rooms
from audit.models import Event
from audit.sentences import details, sentence
from exchange.models import HeadCountFile
from hazards.models import Campaign, HazardSite, Incident, Inspection, Measure, Photo, SavedView
from notices.models import Notice
from playspaces.models import EquipmentInspection, PlaySpace, PlaySpacePhoto, SwimmingClass

Row = dict[str, Any]


def account(user: User) -> Row:
    return {
        "user_name": user.username,
        "full_name": user.full_name,
        "email": user.email,
        "phone": user.phone,
        "notices_by_email": user.email_digest,
        "joined": user.date_joined,
        "last_log_in": user.last_login,
        "left_on": user.left_on,
    }


def posts(user: User) -> Iterator[Row]:
    held = user.memberships.select_related("role", "commune", "village", "unit").order_by("pk")
    for post in held.defer("commune__boundary", "village__boundary"):
        yield {
            "post": str(post.role),
            "commune": post.commune and post.commune.name,
            "village": post.village and post.village.name,
            "unit": post.unit and post.unit.name,
            "until": post.until,
        }


def sessions(user: User) -> Iterator[Row]:
    """Log-ins that last."""
    yield from (
        user.sessions.filter(expire_date__gt=timezone.now())
        .order_by("-used_at")
        .values("begun_at", "used_at", "address", "agent")
    )


def devices(user: User) -> Iterator[Row]:
    for device in devices_for_user(user, confirmed=None):
        yield {"kind": device._meta.model_name, "name": device.name, "confirmed": device.confirmed}


def notices(user: User) -> Iterator[Row]:
    for notice in Notice.objects.filter(user=user).iterator(chunk_size=1_000):
        yield {"told": notice.text, "at": notice.created_at, "read_at": notice.read_at, "page": notice.url}


def saved_views(user: User) -> Iterator[Row]:
    rows = SavedView.objects.filter(user=user).order_by("pk")
    yield from rows.values("name", "words", "is_shared", "created_at").iterator()


def log_entries(user: User) -> Iterator[Row]:
    """What the person did, and what was done about the person: whence only the person's own came."""
    for event in Event.objects.of(user).iterator(chunk_size=1_000):
        if event.actor_id != user.pk:
            event.address = None
        yield {"at": event.at, "what": sentence(event), "details": dict(details(event))}


def made_by(rows: QuerySet, name: str, day: str, *, order: str = "created_at") -> Iterator[Row]:
    """Key, name and day of what a person recorded: where it stands, the rest can be read."""
    found = rows.order_by(order, "pk").values_list("pk", name, day)
    for key, called, on in found.iterator(chunk_size=1_000):
        yield {"key": key, "name": called, "day": on}


def recorded(model, name: str, day: str) -> Callable[[User], Iterator[Row]]:
    return lambda user: made_by(model._default_manager.filter(created_by=user), name, day)


SECTIONS: Final[dict[str, Callable[[User], Iterator[Row]]]] = {
    "posts": posts,
    "sessions": sessions,
    "devices": devices,
    "saved_views": saved_views,
    "notices": notices,
    "security_log": log_entries,
    "sites": recorded(HazardSite, "name", "found_on"),
    "measures": recorded(Measure, "site__name", "recorded_on"),
    "inspections": recorded(Inspection, "site__name", "on"),
    "photos": recorded(Photo, "site__name", "taken_on"),
    "campaigns": recorded(Campaign, "name", "starts_on"),
    "accidents": recorded(Incident, "kind", "on"),
    "head_count_files": recorded(HeadCountFile, "file_name", "created_at"),
    "play_spaces": recorded(PlaySpace, "name", "opened_on"),
    "equipment_inspections": recorded(EquipmentInspection, "playspace__name", "on"),
    "swimming_classes": recorded(SwimmingClass, "name", "begins_on"),
    "play_space_photos": recorded(PlaySpacePhoto, "playspace__name", "taken_on"),
}


def borne(own: OwnRows) -> Callable[[User], Iterator[Row]]:
    return lambda user: made_by(own.rows(user), own.name, own.day, order=own.day)


def counts(user: User) -> dict[str, int]:
    """How many rows stand in the long sections; one query each."""
    rows: dict[str, QuerySet] = {
        "notices": Notice.objects.filter(user=user),
        "security_log": Event.objects.of(user),
    }
    recorded_in = {
        "sites": HazardSite, "measures": Measure, "inspections": Inspection, "photos": Photo,
        "campaigns": Campaign, "accidents": Incident, "play_spaces": PlaySpace,
        "head_count_files": HeadCountFile,
    }  # fmt: skip
    for name, model in recorded_in.items():
        rows[name] = model._default_manager.filter(created_by=user)
    rows |= {name: own.rows(user) for name, own in sections_of_rooms().items()}
    return {name: found.count() for name, found in rows.items()}


def as_json(user: User) -> Iterator[str]:
    """One JSON object, written while it is read: however much there is, little of it is in memory."""
    yield '{"made_at": ' + written(timezone.localtime()) + ',\n"account": ' + written(account(user))
    for name, section in [
        *SECTIONS.items(),
        *((one, borne(own)) for one, own in sections_of_rooms().items()),
    ]:
        yield f',\n"{name}": ['
        yield from with_commas(section(user))
        yield "]"
    yield "}\n"


def with_commas(rows: Iterable[Row]) -> Iterator[str]:
    comma = "\n"
    for row in rows:
        yield comma + written(row)
        comma = ",\n"


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
