"""Sentences of Django's that we say in plainer Vietnamese. Our catalogue goes before Django's.

Nothing imports them: they stand here so that `makemessages` finds them.
"""

from typing import Final

from django.utils.translation import gettext_noop as _

SAID_BETTER: Final = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("The two password fields didn’t match."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("“%(pk)s” is not a valid value."),
)
