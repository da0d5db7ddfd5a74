"""The register: sites, what was done about each, what inspections and photos show."""

from hazards.kinds import HazardKind, MeasureKind
from hazards.models.campaign import Campaign, CampaignShare
from hazards.models.incident import Incident
from hazards.models.inspection import Inspection
from hazards.models.measure import Finding, Measure
from hazards.models.photo import Photo
from hazards.models.report import Report
from hazards.models.site import HazardSite
from hazards.models.span import StatusSpan
from hazards.models.worklist import BulkEdit, SavedView

__all__ = [
    "BulkEdit",
    "Campaign",
    "CampaignShare",
    "Finding",
    "HazardKind",
    "HazardSite",
    "Incident",
    "Inspection",
    "Measure",
    "MeasureKind",
    "Photo",
    "Report",
    "SavedView",
    "StatusSpan",
]
