"""Rules for a new password that Django has no Vietnamese words for."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """At least `min_length` signs."""

    def get_error_message(self) -> str:
        least = self.min_length
        return ngettext(
            "The password is too short: at least %(least)s sign.",
            "The password is too short: at least %(least)s signs.",
            least,
        ) % {"least": least}
