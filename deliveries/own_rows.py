"""Files that a person asked for. Told in what is stored about them, as long as they stand in the list."""

from accounts.own_rows import bear_name
from deliveries.models import Delivery

bear_name("deliveries", lambda user: Delivery.objects.filter(user=user), name="title", day="asked_at")
