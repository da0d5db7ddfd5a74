"""One's own second factor: setting it up, recovery codes, switching it off."""

from base64 import b32encode

import django_otp
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import two_factor
from accounts.forms.account import FirstCodeForm, PasswordForm
from accounts.gate import before_second_factor, for_anyone_known
from accounts.qr import qr_svg
from audit.log import Deed, record
from foundation.contract import takes

# In the session: key of the device whose secret is being shown.
SET_UP = "second_factor_set_up"


@require_safe
@for_anyone_known
@before_second_factor
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whether it is on, why, and how many recovery codes are left."""
    context = {
        "standing": two_factor.standing(request.user),
        "codes_left": two_factor.recovery_codes_left(request.user),
    }
    return render(request, "account/second_factor.html", context)


@for_anyone_known
@before_second_factor
@takes(FirstCodeForm)
@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """The secret as a QR and in letters; a code of it, with the password, switches the second factor on."""
    if two_factor.standing(request.user).is_set_up:
        return redirect("second-factor")
    device = device_under_way(request)
    form = FirstCodeForm(request, device, request.POST or None)
    if form.is_valid():
        return switched_on(request, device, form.recovery_codes)
    secret = b32encode(device.bin_key).decode()
    context = {
        "form": form,
        "qr": qr_svg(device.config_url),
        "app_link": device.config_url,
        "groups": [secret[start : start + 4] for start in range(0, len(secret), 4)],
    }
    return render(request, "account/second_factor_set_up.html", context)


def device_under_way(request: HttpRequest):
    """The one shown before in this session, so that a reload keeps what the telephone has seen."""
    device = two_factor.begun(request.user, request.session.get(SET_UP))
    if device is None:
        device = two_factor.begin(request.user)
        request.session[SET_UP] = device.pk
    return device


def switched_on(request: HttpRequest, device, codes: list[str]) -> HttpResponse:
    """This session is verified from now on; others are asked for a code."""
    request.session.pop(SET_UP, None)
    request.session.cycle_key()
    django_otp.login(request, device)
    record(Deed.SECOND_FACTOR_ON, request=request)
    return recovery_page(request, codes, is_new=True)


def recovery_page(request: HttpRequest, codes: list[str], *, is_new: bool) -> HttpResponse:
    """The codes, this once: they are stored only as digests."""
    half = two_factor.RECOVERY_DIGITS // 2
    context = {"codes": [f"{code[:half]} {code[half:]}" for code in codes], "is_new": is_new}
    return render(request, "account/recovery_codes.html", context)


@for_anyone_known
@takes(PasswordForm)
@never_cache
@sensitive_post_parameters()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes for the password."""
    if not two_factor.standing(request.user).is_set_up:
        return redirect("second-factor")
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        codes = two_factor.new_recovery_codes(request.user)
        record(Deed.SECOND_FACTOR_ON, request=request, recovery_codes=len(codes))
        return recovery_page(request, codes, is_new=False)
    return render(request, "account/recovery_codes_new.html", {"form": form})


@for_anyone_known
@takes(PasswordForm)
@sensitive_post_parameters()
def off(request: HttpRequest) -> HttpResponse:
    """Switch it off for the password, unless the post needs it."""
    standing = two_factor.standing(request.user)
    if standing.is_asked:
        raise PermissionDenied
    if not standing.is_set_up:
        return redirect("second-factor")
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        two_factor.switch_off(request.user)
        record(Deed.SECOND_FACTOR_OFF, request=request)
        messages.success(request, _("The second factor is off: your password alone lets you in."))
        return redirect("second-factor")
    return render(request, "account/second_factor_off.html", {"form": form})
