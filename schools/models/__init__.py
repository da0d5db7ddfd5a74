"""Schools, who works in them, and what they keep about the dangers around them."""

from schools.models.risks import Acknowledgement, SchoolReport
from schools.models.school import Gate, PupilCount, School, SchoolLevel, SchoolQuerySet, SchoolStaff
from schools.models.self_check import SelfCheck, SelfCheckAnswer

__all__ = [
    "Acknowledgement",
    "Gate",
    "PupilCount",
    "School",
    "SchoolLevel",
    "SchoolQuerySet",
    "SchoolReport",
    "SchoolStaff",
    "SelfCheck",
    "SelfCheckAnswer",
]
