"""What happened at the demo's sites: protections lost, accidents, a double entry, a campaign."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from areas.models import Commune
from areas.placing import VillageSource
from exchange.demo.records import Villages, by_code, placed, store
from exchange.demo.rows import Row, dates, shape
from exchange.demo.sites import Holders
from hazards import services
from hazards.facts import site_facts
from hazards.models import Campaign, CampaignShare, HazardKind, HazardSite, Incident
from hazards.status import Status, protection_lost_on


def mark_reopened(sites: Iterable[HazardSite], today: date) -> None:
    """Since when a site is without the protection that it had: what the services keep from deed to deed."""
    stored = HazardSite.objects.filter(pk__in=[site.pk for site in sites]).with_status(today)
    unsafe = stored.filter(status__in=[Status.UNPROTECTED, Status.IN_PROGRESS]).select_related("kind")
    for site in unsafe.prefetch_related("measures__findings", "required_measures"):
        lost_on = protection_lost_on(site_facts(site, list(site.measures.all())), today)
        HazardSite.objects.filter(pk=site.pk).update(reopened_on=lost_on)


def create_duplicates(rows: list[Row], villages: Villages, today: date, *, author: User) -> None:
    """Places logged twice, and merged since with the one that was there."""
    kinds = by_code(HazardKind)
    for row in rows:
        site = HazardSite(
            **placed(row, villages),
            kind=kinds[row["kind"]],
            description=row["description"],
            created_by=author,
            **dates(row, today),
        )
        store([site], HazardSite, author)
        keep, gone = (HazardSite.objects.get(pk=row[key]) for key in ("of", "id"))
        services.merge_sites(keep, gone, versions=(keep.version, gone.version), by=author)


def create_incidents(rows: list[Row], villages: Villages, today: date, *, author: User) -> None:
    incidents = [
        Incident(
            id=row["id"],
            site_id=row["site"],
            commune=villages[row["village"]].commune,
            village=villages[row["village"]],
            village_source=VillageSource.BOUNDARY,
            geom=shape(row),
            created_by=author,
            **{field: row[field] for field in ("kind", "outcome", "age_band", "sex")},
            **dates(row, today),
        )
        for row in rows
    ]
    store(incidents, Incident, author)


def create_campaigns(
    rows: list[Row], commune: Commune, villages: Villages, holders: Holders, today: date, *, author: User
) -> None:
    kinds = by_code(HazardKind)
    for row in rows:
        plain = {field: row[field] for field in ("id", "name", "with_households", "note")}
        (campaign,) = store(
            [Campaign(**plain, commune=commune, created_by=author, **dates(row, today))], Campaign, author
        )
        campaign._history_user = author
        campaign.kinds.set([kinds[code] for code in row["kinds"]])
        shares = [
            CampaignShare(
                campaign=campaign,
                village=villages[share["village"]],
                unit=holders.units[share["unit"]],
                person=holders.people[share["person"]] if share["person"] else None,
            )
            for share in row["shares"]
        ]
        store(shares, CampaignShare, author)
