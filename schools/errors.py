"""What can go wrong with a self-check; views turn it into sentences."""

from schools.models import SelfCheck


class CheckError(Exception):
    """Nothing was stored; `check` is the one that it is about."""

    def __init__(self, check: SelfCheck):
        super().__init__(f"{check._meta.label} {check.pk}")
        self.check = check


class HandedInError(CheckError):
    """The check was handed in: it is taken back before it is changed."""


class UnfinishedError(CheckError):
    """Questions are open, or unmet without a plan."""
