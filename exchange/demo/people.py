"""One person for each post, with a new password each time the demo is loaded."""

import secrets
from dataclasses import dataclass
from typing import Final

from accounts.models import Membership, Role, Unit, User
from areas.models import Commune, Village
from schools.models import School, SchoolStaff

# Without the signs that are taken for each other: 0 and o, 1, i and l.
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class DemoLogin:
    """The only place where a demo password stands in clear: hand it on, do not store it."""

    role_name: str
    username: str
    password: str


@dataclass(frozen=True)
class Part:
    """Somebody made up; `village`, `school` and `unit` say where, for a post that is about one."""

    role: str
    username: str
    full_name: str
    village: str = ""
    school: str = ""
    unit: str = ""


CAST: Final = (
    Part("economic_staff", "kinhte", "Nguyễn Thị Lan Chi", unit="Phòng Kinh tế"),
    Part("culture_staff", "vanhoa", "Trần Thu Hà An", unit="Phòng Văn hóa – Xã hội"),
    Part("service_centre", "dichvu", "Lê Quang Bách", unit="Trung tâm Dịch vụ tổng hợp"),
    Part("village_collaborator", "congtacvien", "Phạm Thị Mơ", village="Khê Nội", unit="Thôn Khê Nội"),
    Part("school_staff", "truonghoc", "Đỗ Thanh Hoa", school="Trường Tiểu học Cầu Gạch"),
    Part("health_station", "yte", "Vũ Minh Tâm", unit="Trạm Y tế"),
    Part("police", "congan", "Hoàng Gia Định", unit="Công an xã"),
    Part("leader", "lanhdao", "Bùi Đức Minh Khoa"),
    Part("city_viewer", "thanhpho", "Đặng Thùy Dương"),
    Part("administrator", "quantri", "Ngô Bá Trị"),
)


def new_password() -> str:
    """Three groups of four: 59 bits of chance, easy to read out and to type on a phone."""
    return "-".join("".join(secrets.choice(ALPHABET) for _sign in range(4)) for _group in range(3))


def create_people(
    commune: Commune, villages: dict[str, Village], units: dict[str, Unit]
) -> tuple[dict[str, User], list[DemoLogin]]:
    """People by post, and their log-ins in the order of the posts."""
    people, logins = {}, []
    roles = {role.code: role for role in Role.objects.all()}
    for part in CAST:
        password, role = new_password(), roles[part.role]
        people[part.role] = create_person(part, password)
        Membership.objects.create(
            user=people[part.role],
            role=role,
            commune=None if part.role == "city_viewer" else commune,
            village=villages[part.village] if part.village else None,
            unit=units[part.unit] if part.unit else None,
        )
        logins.append(DemoLogin(role.name, part.username, password))
    return people, logins


def create_person(part: Part, password: str) -> User:
    create = User.objects.create_superuser if part.role == "administrator" else User.objects.create_user
    return create(part.username, password, full_name=part.full_name)


def tie_to_school(user: User, schools: dict[str, School]) -> None:
    name = next(part.school for part in CAST if part.username == user.username)
    SchoolStaff.objects.create(user=user, school=schools[name])
