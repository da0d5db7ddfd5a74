"""Who is in charge of a play space, as a reader may know it.

People are named to those who see the units of the commune, and to those who keep its play spaces;
everybody else reads the unit alone. Who teaches a swimming class is a name too.
"""

from accounts import access
from playspaces.models import PlaySpace


def may_see_manager(reader: access.Reader, commune_id: int | None) -> bool:
    place = access.Place(commune_id)
    return access.may_at(reader, access.SEE, "unit", place) or access.may_at(
        reader, access.CHANGE, "play_space", place
    )


def manager_in_words(reader: access.Reader, space: PlaySpace) -> str:
    """“Trung tâm Dịch vụ tổng hợp, Nguyễn Văn An”; empty where nobody is named, or nobody for this reader."""
    unit = access.unit_in_words(reader, space.manager_unit)
    person = str(space.manager_person) if space.manager_person else ""
    known = [unit, person if may_see_manager(reader, space.commune_id) else ""]
    return ", ".join(filter(None, known))
