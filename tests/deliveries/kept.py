"""A file that is ready for its person: made at once, without the queue.

Who imports this does not load the tasks: they would be bound to their queue before the tests say
that there is none.
"""

from accounts.models import User
from areas.models import Commune
from deliveries import services
from deliveries.models import Delivery
from hazards.site_file import SITES


def kept_for(user: User, commune: Commune) -> Delivery:
    params = {"communes": [commune.pk], "words": ""}
    delivery, _is_new = services.ask(user, SITES, params, "Điểm nguy cơ", commune)
    services.make(delivery)
    return delivery
