"""Deeds on play spaces: each one transaction, each stored once however often it is sent."""

from playspaces.services.candidates import add_candidate, edit_candidate, propose_on_public_land
from playspaces.services.care import mend_fault, record_inspection, withdraw_inspection
from playspaces.services.closures import change_closure, shut_space
from playspaces.services.photos import add_photos
from playspaces.services.planning import (
    ask_again,
    ask_plan,
    cancel,
    compute,
    rename_plan,
    restore_planned,
    solve_here,
)
from playspaces.services.spaces import add_space, close_space, edit_space, restore_space
from playspaces.services.swimming import add_class

__all__ = [
    "add_candidate",
    "add_class",
    "add_photos",
    "add_space",
    "ask_again",
    "ask_plan",
    "cancel",
    "change_closure",
    "close_space",
    "compute",
    "edit_candidate",
    "edit_space",
    "mend_fault",
    "propose_on_public_land",
    "record_inspection",
    "rename_plan",
    "restore_planned",
    "restore_space",
    "shut_space",
    "solve_here",
    "withdraw_inspection",
]
