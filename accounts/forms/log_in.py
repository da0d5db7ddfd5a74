import math

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttling, two_factor
from accounts.models import User
from audit.log import Deed, record


class LogInForm(AuthenticationForm):
    is_shared = forms.BooleanField(
        label=gettext_lazy("Other people use this computer too"),
        help_text=gettext_lazy(
            "You are logged out when the browser is closed, and after 12 hours at the latest."
        ),
        required=False,
    )
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "User name or password is wrong. Please check Caps Lock and the Vietnamese keyboard."
        ),
    }

    def get_invalid_login_error(self) -> ValidationError:
        username = self.cleaned_data.get("username") or ""
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(throttling.locked_words(self.request, username))
        return super().get_invalid_login_error()


class CodeForm(forms.Form):
    """Six digits of the telephone, or the ten of a recovery code; `device` is what took them."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "class": "code",
            }
        ),
    )

    def __init__(self, request: HttpRequest, user: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user, self.device = request, user, None

    def clean_code(self) -> str:
        code = two_factor.digits_of(self.cleaned_data["code"])
        lengths = (two_factor.CODE_DIGITS, two_factor.RECOVERY_DIGITS)
        if not (code.isascii() and code.isdigit() and len(code) in lengths):
            raise ValidationError(_("A code has 6 digits, a recovery code 10."))
        if throttling.refuse_if_locked(self.request, self.user.username):
            raise ValidationError(throttling.locked_words(self.request, self.user.username))
        self.device = self.verified(code)
        return code

    def verified(self, code: str):
        try:
            device = two_factor.verify(self.user, code)
        except two_factor.TooSoonError as refused:
            raise ValidationError(too_soon(refused)) from refused
        return device or self.refuse()

    def refuse(self):
        """Record and count a wrong code, and say what to do."""
        record(Deed.SECOND_FACTOR_FAILED, request=self.request, person=self.user)
        throttling.count_failure(self.request, self.user.username)
        if throttling.refuse_if_locked(self.request, self.user.username):
            raise ValidationError(throttling.locked_words(self.request, self.user.username))
        raise ValidationError(
            _(
                "The code is wrong, or was used already. Wait for the next one; the telephone's clock has to be right."
            )
        )


def too_soon(refused: two_factor.TooSoonError) -> str:
    seconds = max(1, math.ceil((refused.until - timezone.now()).total_seconds()))
    return _("The last code was wrong. Wait %(seconds)s s, then type the code that is shown.") % {
        "seconds": seconds
    }
