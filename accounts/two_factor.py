"""The second factor: six digits of a telephone, or one of ten recovery codes of ten digits.

django-otp keeps the devices; a code works once, and after each wrong one the next has to wait longer.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import access
from accounts.models import PostRule, User

CODE_DIGITS: Final = 6
RECOVERY_DIGITS: Final = 10
RECOVERY_CODES: Final = 10


class TooSoonError(Exception):
    """A code was wrong a moment ago: none is looked at before `until`."""

    def __init__(self, until: datetime):
        self.until = until


@dataclass(frozen=True)
class Standing:
    """Whether a person's posts ask for a second factor, and whether the person has one."""

    is_asked: bool
    is_set_up: bool


def standing(user: User) -> Standing:
    """Costs nothing beside the person's posts; one query for who holds none."""
    posts = access.posts_of(user)
    if posts and not user.is_superuser:
        return Standing(any(post.needs_second_factor for post in posts), posts[0].has_second_factor)
    rules = PostRule.objects.asking().filter(role__code="administrator", commune=None)
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    row = User.objects.filter(pk=user.pk).values_list(Exists(rules), Exists(devices)).get()
    return Standing(user.is_superuser and row[0], row[1])


def needs_second_factor(user: User) -> bool:
    """Whether a rule asks it of a post the person holds today; of superusers, as of administrators."""
    return standing(user).is_asked


def device_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def digits_of(typed: str) -> str:
    """What was typed without spaces and dashes, in plain digits."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign not in " -.\t")


@transaction.atomic
def verify(user: User, code: str) -> Device | None:
    """The device that takes `code`: the telephone's six digits or a recovery code. TooSoonError."""
    is_recovery = len(code) == RECOVERY_DIGITS
    devices = (StaticDevice if is_recovery else TOTPDevice).objects.select_for_update()
    device = devices.filter(user=user, confirmed=True).first()
    if device is None:
        return None
    return device if takes(device, digest(code) if is_recovery else code) else None


def takes(device: Device, token: str) -> bool:
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        raise TooSoonError(why["locked_until"])
    return device.verify_token(token)


# --- set up and switch off ------------------------------------------------------------------------


def begin(user: User) -> TOTPDevice:
    """A new secret, worth nothing before a code of it was typed."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="telephone", confirmed=False)


def begun(user: User, key: object) -> TOTPDevice | None:
    """The set-up under way, if it is the person's."""
    return TOTPDevice.objects.filter(user=user, confirmed=False, pk=key).first() if key else None


@transaction.atomic
def confirm(device: TOTPDevice, code: str) -> list[str] | None:
    """Switch it on and make recovery codes, if the code is right. TooSoonError."""
    device = TOTPDevice.objects.select_for_update().get(pk=device.pk)
    if not takes(device, code):
        return None
    device.confirmed = True
    device.save()
    return new_recovery_codes(device.user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten, each good once; those of before are worthless. Only their digests are kept."""
    codes = [
        f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _turn in range(RECOVERY_CODES)
    ]
    # The device stays: a session that it has let in stays verified.
    device, _is_new = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    device.token_set.all().delete()
    for code in codes:
        device.token_set.create(token=digest(code))
    return codes


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def switch_off(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def digest(code: str) -> str:
    """Sixteen signs, as long as django-otp keeps; bound to this server's secret."""
    return salted_hmac(__name__, code, algorithm="sha256").hexdigest()[:16]
