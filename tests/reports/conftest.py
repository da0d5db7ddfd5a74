"""Reports of the cast's commune, and browsers for those who write, issue and read them."""

from datetime import date

import pytest

from accounts.models import User
from areas.models import Commune
from reports import services
from reports.duties import duty_of
from reports.models import PeriodReport
from reports.register import Period

SPRING = Period(date(2026, 1, 1), date(2026, 5, 19))


@pytest.fixture
def draft(commune, lan) -> PeriodReport:
    """The half-year report of 2026, begun by Lan."""
    return services.begin(commune, "half_year", SPRING, by=lan, duty=duty_of("half_year", 2026))


@pytest.fixture
def issued(draft, minh, pond) -> PeriodReport:
    """The same, issued by Minh under the number 5, when the pond was the only place on record."""
    services.issue(draft, number=5, sign="BC-UBND", on=date(2026, 5, 19), by=minh, seen_version=1)
    return draft


@pytest.fixture
def nga(person) -> User:
    """She looks at the communes of Hà Nội for the city."""
    Commune.objects.update(province_code="01")
    nga = person("nga", "Đỗ Nga", "city_viewer")
    nga.memberships.update(province_code="01")
    return nga
