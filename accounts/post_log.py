"""Posts given, changed and ended are written into the security log, wherever that was done."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords

from accounts.models import Membership, User
from audit.log import Deed, record

FIELDS = ("role", "commune", "village", "unit", "province_code", "until")


def in_words(post: Membership) -> dict[str, Any]:
    """What a post is about, as text."""
    values = {
        "post": post.role,
        "place": post.commune,
        "village": post.village,
        "unit": post.unit,
        "province": post.province_code,
        "until": post.until and f"{post.until:%d/%m/%Y}",
    }
    return {name: str(value) for name, value in values.items() if value}


def write(deed: Deed, post: Membership, person: User | None, **details) -> None:
    request = getattr(HistoricalRecords.context, "request", None)
    record(
        deed,
        request=request,
        person=person,
        about=post.user,
        commune=post.commune,
        **in_words(post),
        **details,
    )


@receiver(pre_save, sender=Membership)
def remember(sender, instance: Membership, raw: bool = False, **kwargs) -> None:
    """What is stored now, to tell what changes. One query for a post that is there."""
    instance.until = Membership._meta.get_field("until").to_python(instance.until)
    stored = Membership.objects.select_related("role", "commune", "village", "unit")
    instance._stored = stored.filter(pk=instance.pk).first() if instance.pk and not raw else None


@receiver(post_save, sender=Membership)
def note_change(sender, instance: Membership, raw: bool = False, **kwargs) -> None:
    before = getattr(instance, "_stored", None)
    if raw or (before and not differs(before, instance)):
        return
    if before is None or (instance.is_current and not before.is_current):
        write(Deed.POST_GIVEN, instance, instance.user)
    elif before.is_current and not instance.is_current:
        write(Deed.POST_ENDED, instance, instance.user)
    else:
        write(Deed.POST_CHANGED, instance, instance.user, changes=changes(before, instance))


@receiver(post_delete, sender=Membership)
def note_end(sender, instance: Membership, origin=None, **kwargs) -> None:
    """A person who is deleted with the post can't be pointed to any more."""
    of_posts = isinstance(origin, Membership) or getattr(origin, "model", None) is Membership
    write(Deed.POST_ENDED, instance, instance.user if of_posts else None)


def differs(before: Membership, after: Membership) -> bool:
    return any(
        getattr(before, f"{name}_id", None) != getattr(after, f"{name}_id", None) for name in FIELDS[:4]
    ) or ((before.province_code, before.until) != (after.province_code, after.until))


def changes(before: Membership, after: Membership) -> dict[str, list[str]]:
    was, now = in_words(before), in_words(after)
    return {
        name: [was.get(name, ""), now.get(name, "")] for name in was | now if was.get(name) != now.get(name)
    }
