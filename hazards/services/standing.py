"""The site that a deed is about, held until the deed is done."""

from hazards.models import HazardSite


def hold(site: HazardSite) -> HazardSite:
    """Lock `site` until the end of the transaction, so that deeds on it take turns.

    When it was merged since it was fetched, the one that it is part of now is locked and given
    instead: what is added to a place must not vanish with the entry that went. One query, two
    more for each merge.
    """
    while True:
        held = HazardSite.objects.select_for_update().filter(pk=site.pk)
        into = held.values_list("merged_into", flat=True).first()
        if into is None:
            return site
        site = HazardSite.objects.get(pk=into)
