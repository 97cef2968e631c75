"""Who may sign in, and in which role."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here for; `services/rights.py` says what each role may do."""

    OFFICE = "office", _("Verwaltung")
    READER = "reader", _("Leserecht")
    SYSTEM = "system", _("Systemverwaltung")
    PRIVACY = "privacy", _("Datenschutz")


class SecondFactorRule(models.TextChoices):
    """Of whom an installation asks a second factor; who has one is always asked for it."""

    NOBODY = "nobody", _("niemandem")
    SYSTEM = "system", _("der Systemverwaltung")
    EVERYBODY = "everybody", _("allen")

    def includes(self, role: str) -> bool:
        """Whether people of `role` have to have one."""
        return self is self.EVERYBODY or (self is self.SYSTEM and role == Role.SYSTEM)


class Language(models.TextChoices):
    """In which language pages speak to a person; each is named in its own."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address. Raises User.DoesNotExist."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password nobody can sign in as them yet."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the course office; a new `session_round` ends every session there is.

    `list_columns`: the columns chosen in each list, by the name of the list.
    """

    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=150)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    language = models.CharField(
        _("Sprache"), max_length=2, choices=Language, default=Language.GERMAN
    )
    role = models.CharField(_("Rolle"), max_length=10, choices=Role, default=Role.OFFICE)
    is_active = models.BooleanField(_("aktiv"), default=True)
    session_round = models.PositiveIntegerField(default=0, editable=False)
    list_columns = models.JSONField(default=dict, blank=True, editable=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name shown on pages."""
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match at each request: it ends with a new password or role."""
        held = f"{self.password}|{self.role}|{self.session_round}"
        salt = "kurslink.models.user.session"
        return salted_hmac(salt, held, secret=secret, algorithm="sha256").hexdigest()
