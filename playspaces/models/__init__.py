"""What is kept of places to play: the places, their equipment, classes, pictures, and plans for more."""

from playspaces.models.care import EquipmentFault, EquipmentInspection
from playspaces.models.kinds import Facility, PlaySpaceKind
from playspaces.models.photo import PlaySpacePhoto
from playspaces.models.planning import Candidate, Computation, Pick, PublicLand, Scenario
from playspaces.models.playspace import Closure, PlaySpace
from playspaces.models.swimming import SwimmingClass

__all__ = [
    "Candidate",
    "Closure",
    "Computation",
    "EquipmentFault",
    "EquipmentInspection",
    "Facility",
    "Pick",
    "PlaySpace",
    "PlaySpaceKind",
    "PlaySpacePhoto",
    "PublicLand",
    "Scenario",
    "SwimmingClass",
]
