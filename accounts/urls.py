"""Logging in and out, and what is one's own: account, password, second factor, sessions."""

from django.urls import path

from accounts.views import account, account_password, account_sessions, log_in
from accounts.views import account_second_factor as second_factor

urlpatterns = [
    path("login/", log_in.log_in, name="login"),
    path("login/code/", log_in.code, name="log-in-code"),
    path("logout/", log_in.log_out, name="logout"),
    path("account/", account.account, name="account"),
    path("account/contact/", account.contact, name="account-contact"),
    path("account/password/", account_password.password, name="password"),
    path("account/sessions/", account_sessions.sessions, name="sessions"),
    path("account/sessions/others/end/", account_sessions.end_others, name="sessions-end-others"),
    path("account/sessions/<str:name>/end/", account_sessions.end, name="session-end"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/second-factor/set-up/", second_factor.set_up, name="second-factor-set-up"),
    path("account/second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery-codes"),
    path("account/second-factor/off/", second_factor.off, name="second-factor-off"),
]
