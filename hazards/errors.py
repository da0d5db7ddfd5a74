"""What can go wrong when something is stored; forms turn it into sentences."""

from django.utils.translation import gettext as _

from foundation.records import Record


class KeyTakenError(Exception):
    """Another record is stored under the key that the client made; `stored` is that one."""

    def __init__(self, stored: Record):
        super().__init__(f"{stored._meta.label} {stored.pk} is stored with other content")
        self.stored = stored


class PhotoError(ValueError):
    """A photo that cannot be taken or used; `str()` of it is the sentence for people."""

    status = 400


class PhotoKeyTakenError(PhotoError):
    status = 409

    def __str__(self) -> str:
        return _("Another picture was sent under this key. Please choose the picture again.")


class TooManyStagedError(PhotoError):
    status = 409

    def __init__(self, most: int):
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        sentence = _(
            "%(most)s of your pictures wait for a form that was not saved. Please save it or remove some first."
        )
        return sentence % {"most": self.most}


class PhotoGoneError(PhotoError):
    status = 404

    def __str__(self) -> str:
        return _("A picture is no longer there. Please choose it again.")


class PhotoUsedError(PhotoError):
    status = 409

    def __str__(self) -> str:
        return _("A picture already belongs to something else. Please choose another.")


class MergeError(Exception):
    """Two sites cannot be merged: "same", "other_commune", "merged_already" or "withdrawn"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class RestoreError(Exception):
    """A record cannot come back: "merged", "site_withdrawn" or "not_withdrawn"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class ChangedMeanwhileError(Exception):
    """Some of the sites of a change were saved by somebody else since they were shown."""

    def __init__(self, moved: set):
        super().__init__(f"{len(moved)} sites changed meanwhile")
        self.moved = moved
