"""Sessions in the database that know whose they are: Django's own, with the person beside them.

What stands beside the key comes from the session itself; `accounts.log_ins` writes it there at a
log-in, and `accounts.middleware` keeps the hour of last use.
"""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

# In the session: from where its log-in came.
ADDRESS = "address"
AGENT = "agent"
BEGUN = "begun"  # ISO 8601


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from accounts.models import Session  # as Django's own store does: models are loaded by then

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address = data.get(ADDRESS)
        row.agent = data.get(AGENT, "")
        if data.get(BEGUN):
            row.begun_at = datetime.fromisoformat(data[BEGUN])
        return row
