"""Sessions in the database that know whose they are: Django's own, with the person beside them.

What stands beside the key comes from the session itself; `accounts.log_ins` writes it there at a
log-in, and `accounts.middleware` keeps the hour of last use. A session ends when nobody used it for
`settings.SESSION_COOKIE_AGE`, and `LONGEST` after its log-in in any case; one on a shared computer
with the browser, and after `LONGEST_SHARED`.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

# In the session: from where its log-in came.
ADDRESS = "address"
AGENT = "agent"
BEGUN = "begun"  # ISO 8601
USED = "used"  # ISO 8601; missing in the first hour

LONGEST: Final = timedelta(days=30)
LONGEST_SHARED: Final = timedelta(hours=12)
# Last use is noted no more often: each note is a write.
NOTED_EVERY: Final = timedelta(hours=1)


def is_stale(session: SessionBase) -> bool:
    """Whether its last use was noted so long ago that it is time again."""
    noted = session.get(USED) or session.get(BEGUN)
    return not noted or timezone.now() - datetime.fromisoformat(noted) >= NOTED_EVERY


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from accounts.models import Session  # as Django's own store does: models are loaded by then

        return Session

    def create_model_instance(self, data):
        """`used_at` is now: a session is saved because somebody uses it."""
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address = data.get(ADDRESS)
        row.agent = data.get(AGENT, "")
        if data.get(BEGUN):
            row.begun_at = datetime.fromisoformat(data[BEGUN])
        return row

    def get_session_cookie_age(self) -> int:
        """Seconds it lives on from now, if nobody uses it."""
        if not self.get(BEGUN):
            return settings.SESSION_COOKIE_AGE
        longest = LONGEST_SHARED if self.get_expire_at_browser_close() else LONGEST
        left = datetime.fromisoformat(self[BEGUN]) + longest - timezone.now()
        return max(0, min(settings.SESSION_COOKIE_AGE, int(left.total_seconds())))
