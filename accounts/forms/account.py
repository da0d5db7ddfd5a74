"""What people change of their own; whatever lets somebody in or out asks for the password again."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import log_ins, throttling, two_factor
from accounts.forms.log_in import too_soon
from accounts.forms.passwords import ChosenPasswordForm
from accounts.models import User


def check_password(request: HttpRequest, password: str) -> None:
    """ValidationError unless it is the person's; wrong ones count as at a log-in."""
    if log_ins.knows_password(request, request.user, password):
        return
    if getattr(request, "axes_locked_out", False):
        raise ValidationError(throttling.locked_words(request, request.user.username))
    raise ValidationError(_("This is not your password."))


class PasswordForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        check_password(self.request, self.cleaned_data["password"])
        return self.cleaned_data["password"]


class NewPasswordForm(PasswordChangeForm, ChosenPasswordForm):
    """The old password, then a new one."""

    def __init__(self, request: HttpRequest, *args, **kwargs):
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        check_password(self.request, self.cleaned_data["old_password"])
        return self.cleaned_data["old_password"]

    def save(self, commit: bool = True) -> User:
        """The password alone: who was made inactive meanwhile stays so."""
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class ContactForm(forms.ModelForm):
    """One's own phone and e-mail. An e-mail address can let somebody in: it asks for the password."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("Needed when the e-mail address changes."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = User
        fields = ["phone", "email"]

    def __init__(self, request: HttpRequest, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "inputmode": "email"}

    def clean(self) -> dict:
        data = super().clean() or {}
        if "email" in self.changed_data and "email" not in self.errors:
            try:
                check_password(self.request, data.get("password") or "")
            except ValidationError as refused:
                self.add_error("password", refused)
        return data

    def save(self, commit: bool = True) -> User:
        """What was changed alone: an older password, or leave to log in, is not brought back with it."""
        self.instance.save(update_fields=[name for name in self.Meta.fields if name in self.changed_data])
        return self.instance


class FirstCodeForm(PasswordForm):
    """The first code of a telephone that was shown the secret; `recovery_codes` when it is right.

    With the password: else whoever finds a browser open could shut its owner out for good.
    """

    code = forms.CharField(
        label=gettext_lazy("Code on the telephone"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
    )

    def __init__(self, request: HttpRequest, device, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.device = device
        self.recovery_codes: list[str] = []

    def clean_code(self) -> str:
        code = two_factor.digits_of(self.cleaned_data["code"])
        if not (code.isascii() and code.isdigit() and len(code) == two_factor.CODE_DIGITS):
            raise ValidationError(_("The code has 6 digits."))
        if "password" in self.cleaned_data:
            self.switch_on(code)
        return code

    def switch_on(self, code: str) -> None:
        try:
            self.recovery_codes = two_factor.confirm(self.device, code) or []
        except two_factor.TooSoonError as refused:
            raise ValidationError(too_soon(refused)) from refused
        if not self.recovery_codes:
            raise ValidationError(
                _("The code is wrong. Wait for the next one; the telephone's clock has to be right.")
            )
