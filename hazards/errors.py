"""What can go wrong when something is stored; forms turn it into sentences."""

from foundation.records import Record


class KeyTakenError(Exception):
    """Another record is stored under the key that the client made; `stored` is that one."""

    def __init__(self, stored: Record):
        super().__init__(f"{stored._meta.label} {stored.pk} is stored with other content")
        self.stored = stored
