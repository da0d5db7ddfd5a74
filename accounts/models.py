"""People, the posts they hold, and the units that can be responsible for something."""

from typing import Any

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.sessions import SessionStore
from areas.models import Commune, Village
from foundation.fields import FoldedField
from foundation.records import Kind


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "User":
        return self.create_user(username, password, **fields, is_staff=True, is_superuser=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a log-in. Who leaves is made inactive, and stays the author of what they did."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("Someone already has this user name.")},
    )
    full_name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    email_digest = models.BooleanField(
        _("send me my notices by e-mail"),
        default=True,
        help_text=_("Once a day, and only when something is new."),
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_staff = models.BooleanField(_("may open the management pages"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # The one-time link that is out for this person: one made later makes it worthless (`links.py`).
    link_made_at = models.DateTimeField(_("link made"), null=True, blank=True, editable=False)
    link_made_by = models.ForeignKey(
        "self",
        verbose_name=_("link made by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    left_on = models.DateField(_("left on"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As `access.py` says, of a superuser too: an administrator everywhere, and no more than that."""
        return any(
            backend.has_perm(self, perm, obj) for backend in get_backends() if hasattr(backend, "has_perm")
        )

    def has_module_perms(self, app_label: str) -> bool:
        """Django's own tables of permissions give nothing."""
        return False

    def home_commune(self) -> Commune | None:
        """The only commune in which the person holds posts today, None for none or several. One query."""
        held = self.memberships.current().select_related("commune").defer("commune__boundary")
        communes = {post.commune for post in held}
        return communes.pop() if len(communes) == 1 else None


class Role(Kind):
    """A post: what its holder may do stands in `access.py`."""

    class Meta(Kind.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")


class Unit(models.Model):
    """Whoever can be responsible: a department, a village, a household, a builder."""

    class Type(models.TextChoices):
        DEPARTMENT = "department", _("department")
        VILLAGE = "village", pgettext_lazy("field", "village")
        OWNER = "owner", _("owner or household")
        BUILDER = "builder", _("builder")
        OTHER = "other", _("other")

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="units"
    )
    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.DEPARTMENT)
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["type", "name"]
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="unit_name_once_in_commune")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        """Posts held today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today))

    def with_second_factor(self) -> "MembershipQuerySet":
        """Each with `needs_second_factor` (a rule asks it here) and `has_second_factor` (its holder)."""
        here = Q(commune=None) | Q(commune=OuterRef("commune"))
        rules = PostRule.objects.asking().filter(here, role=OuterRef("role"))
        devices = TOTPDevice.objects.filter(user=OuterRef("user"), confirmed=True)
        return self.annotate(needs_second_factor=Exists(rules), has_second_factor=Exists(devices))


class Membership(models.Model):
    """A person holds a post in a commune (in one village of it, for a collaborator)."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.ForeignKey(Role, verbose_name=_("post"), on_delete=models.PROTECT)
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty for a post at city level: all communes."),
    )
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("works in the unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("What this unit is responsible for shows in the person's own work."),
    )
    province_code = models.CharField(
        _("province code"),
        max_length=10,
        blank=True,
        help_text=_("For a post at city level: its communes alone. Empty: those of every province."),
    )
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("post held")
        verbose_name_plural = _("posts held")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "province_code"],
                condition=Q(commune=None),
                name="membership_once_in_city",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "commune"],
                condition=Q(village=None),
                name="membership_once_in_commune",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "commune", "village"], name="membership_once_in_village"
            ),
            models.CheckConstraint(
                condition=Q(village=None) | Q(commune__isnull=False),
                name="membership_village_needs_commune",
                violation_error_message=_("A post in a village needs its commune."),
            ),
            models.CheckConstraint(
                condition=Q(province_code="") | Q(commune=None),
                name="membership_province_or_commune",
                violation_error_message=_("A post in a commune needs no province."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"

    def clean(self) -> None:
        """Without a village, a collaborator would work in all of them."""
        if self.role_id and self.role.code == "village_collaborator" and self.village_id is None:
            words = _("Please choose the village that the collaborator looks after.")
            raise ValidationError({"village": words})

    @property
    def is_current(self) -> bool:
        """Whether it is held today."""
        return self.until is None or self.until >= timezone.localdate()


class PostRuleQuerySet(models.QuerySet):
    def asking(self) -> "PostRuleQuerySet":
        """Rules that ask for a second factor."""
        return self.filter(needs_two_factor=True)


class PostRule(models.Model):
    """What is asked of everyone who holds a post, in one commune or (without one) in all."""

    role = models.ForeignKey(Role, verbose_name=_("post"), on_delete=models.CASCADE, related_name="rules")
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True, on_delete=models.CASCADE
    )
    needs_two_factor = models.BooleanField(_("asks for a second factor"), default=False)

    objects = PostRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a post")
        verbose_name_plural = _("rules of posts")
        constraints = [
            models.UniqueConstraint(fields=["role", "commune"], name="post_rule_once_in_commune"),
            models.UniqueConstraint(
                fields=["role"], condition=Q(commune=None), name="post_rule_once_in_city"
            ),
        ]

    def __str__(self) -> str:
        return str(self.role)


class SessionQuerySet(models.QuerySet):
    def current(self) -> "SessionQuerySet":
        """Those that have not run out."""
        return self.filter(expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """A log-in that lasts: whose it is, and from where, so that its owner can end it."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    begun_at = models.DateTimeField(_("logged in"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), default=timezone.now)
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(_("browser"), max_length=255, blank=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        indexes = [models.Index(fields=["user", "used_at"], name="session_of_user")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore
