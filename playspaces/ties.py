"""What a person is in charge of, told on the person's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from accounts.ties import Tie, tell
from foundation.ordering import by_name
from playspaces.models import PlaySpace


@tell
def in_charge_of(person: User, reader: User) -> list[Tie]:
    """Play spaces that `reader` sees. One query."""
    reach = access.within_reach(reader, access.SEE, "play_space")
    spaces = PlaySpace.objects.in_force().filter(reach, manager_person=person, closed_on=None)
    sentence = _("In charge of the play space %(name)s")
    return [
        Tie(sentence % {"name": space.name}, reverse("playspace", args=[space.pk]))
        for space in spaces.only("name").order_by(by_name())
    ]
