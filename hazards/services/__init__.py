"""Deeds on the register: each one transaction, each stored once however often it is sent."""

from hazards.services.bulk import edit_many
from hazards.services.campaigns import edit_campaign, end_campaign, start_campaign
from hazards.services.incidents import edit_incident, record_incident
from hazards.services.inspections import record_inspection, withdraw_inspection
from hazards.services.measures import add_measure, edit_measure, record_step, withdraw_measure
from hazards.services.merging import merge_sites
from hazards.services.photos import attach_photos, drop_photo, stage_photo
from hazards.services.reports import report_danger, take_up, turn_down
from hazards.services.restoring import restore_inspection, restore_measure, restore_site
from hazards.services.sites import edit_site, eliminate_site, log_site

__all__ = [
    "add_measure",
    "attach_photos",
    "drop_photo",
    "edit_campaign",
    "edit_incident",
    "edit_many",
    "edit_measure",
    "edit_site",
    "eliminate_site",
    "end_campaign",
    "log_site",
    "merge_sites",
    "record_incident",
    "record_inspection",
    "record_step",
    "report_danger",
    "restore_inspection",
    "restore_measure",
    "restore_site",
    "stage_photo",
    "start_campaign",
    "take_up",
    "turn_down",
    "withdraw_inspection",
    "withdraw_measure",
]
