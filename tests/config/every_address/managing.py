"""What each of the management pages asks for."""

from types import SimpleNamespace

from accounts import access
from accounts.access import ADD, CHANGE, SEE
from tests.config.every_address.addresses import Address, Sample

# Table → the thing that it is about.
THINGS = {
    "areas_village": "area",
    "areas_childcount": "head_count",
    "areas_target": "target",
    "areas_calendarchange": "setting",
    "schools_schoollevel": "kind",
    "playspaces_playspacekind": "kind",
    "playspaces_facility": "kind",
    "hazards_hazardkind": "kind",
    "hazards_measurekind": "kind",
    "accounts_unit": "unit",
    "accounts_user": "user",
    "accounts_role": "user",
}
# Pages of no table: for whoever may write on one of those.
PLAIN = {"index", "logout", "password_change", "jsi18n", "app_list"}
IN_A_COMMUNE = {"areas_village", "areas_childcount", "accounts_unit"}
FOR_ALL_COMMUNES = {"accounts_user"}
ONLY_LOOKED_AT = {"accounts_role"}


def table_and_page(pattern: Address) -> tuple[str, str]:
    """`admin:areas_village_change` → (“areas_village”, “change”); KeyError for what nobody knows."""
    name = pattern.name.removeprefix("admin:")
    if name == "auth_user_password_change":
        return "accounts_user", "password"
    if name in PLAIN:
        return "", name
    table, _, page = name.rpartition("_")
    if table not in THINGS:
        raise KeyError(pattern.name)
    return table, page


def managing_sample(pattern: Address, town: SimpleNamespace) -> Sample:
    table, page = table_and_page(pattern)
    if page == "app_list":
        return Sample(("hazards",))
    if not table or page in ("changelist", "add"):
        return Sample()
    row = town.rows[table]
    place = access.Place(town.commune.pk) if table in IN_A_COMMUNE else None
    return Sample((row.pk,), place)


def may_manage(user: access.Reader, pattern: Address, method: str, sample: Sample) -> bool:
    table, page = table_and_page(pattern)
    opens = any(access.may_anywhere(user, deed, thing) for thing in THINGS.values() for deed in (ADD, CHANGE))
    if not opens or not table:
        return opens
    if page == "delete":
        return False
    deed = {"add": ADD, "password": CHANGE}.get(page, CHANGE if (page, method) == ("change", "post") else SEE)
    if table in ONLY_LOOKED_AT and deed != SEE:
        return False
    if table in FOR_ALL_COMMUNES:
        return access.may_everywhere(user, deed, THINGS[table])
    if sample.place:
        return access.may_at(user, deed, THINGS[table], sample.place)
    return access.may_anywhere(user, deed, THINGS[table])


def nameless(pattern: Address) -> bool:
    """Django's old address of a row, which leads on to the page that is asked; and what there is none of."""
    return pattern.name.endswith(("<path:object_id>/", "(?P<url>.*)$"))
