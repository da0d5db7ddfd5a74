"""Where the files wait until they are fetched: a folder of ours that no address serves."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage


def shelf() -> FileSystemStorage:
    """Read by nobody else on the machine."""
    return FileSystemStorage(
        location=settings.DELIVERIES_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def keep(key: UUID, content: bytes | Path) -> int:
    """Put the file of a delivery on the shelf, in the place of one that is there; its size in bytes."""
    drop([key])
    if isinstance(content, bytes):
        shelf().save(str(key), ContentFile(content))
    else:
        with content.open("rb") as file:
            shelf().save(str(key), File(file))
        content.unlink()
    return shelf().size(str(key))


def fetch(key: UUID) -> BinaryIO:
    """FileNotFoundError when it is gone."""
    return shelf().open(str(key), "rb")


def drop(keys: Iterable[UUID]) -> None:
    """One that is gone already is passed over."""
    for key in keys:
        shelf().delete(str(key))


def names() -> list[str]:
    """Of all that lies there."""
    return shelf().listdir("")[1] if Path(settings.DELIVERIES_ROOT).is_dir() else []


def age_s(name: str, now: float) -> float:
    return now - Path(shelf().path(name)).stat().st_mtime
