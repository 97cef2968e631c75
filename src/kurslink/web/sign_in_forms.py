"""The login library's forms, with our labels and the design system's look."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurslink.web.forms import KernForm

_EMAIL, _PASSWORD, _NEW, _AGAIN = (
    _("E-Mail-Adresse"),
    pgettext_lazy("login", "Passwort"),
    _("Neues Passwort"),
    _("Neues Passwort noch einmal"),
)
_RULE = _("Mindestens acht Zeichen; am besten mehrere Wörter, die niemand errät.")


class _Labelled(KernForm):
    """`labels` by field; placeholders and help of the library go."""

    labels: dict[str, Any]
    helps: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = getattr(self, "helps", {}).get(name, "")
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any] | None:
        """The library's check that both are the same, in our words."""
        cleaned: dict[str, Any] | None = super().clean()
        wrong = self.errors.as_data().get("password2", ())
        if any(each.code != "required" for each in wrong):
            self.errors["password2"] = self.error_class(
                [str(_("Die beiden Passwörter sind verschieden."))]
            )
        return cleaned


class SignIn(_Labelled, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    labels = {"login": _EMAIL, "password": _PASSWORD}  # noqa: RUF012  # as forms do


class AskForReset(_Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    """Who has forgotten the password."""

    labels = {"email": _EMAIL}  # noqa: RUF012


class SetPassword(_Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, by a link."""

    labels = {"password1": _NEW, "password2": _AGAIN}  # noqa: RUF012
    helps = {"password1": _RULE}  # noqa: RUF012


class ChangePassword(_Labelled, account.ChangePasswordForm):  # type: ignore[misc]
    """The new password, by the old one."""

    labels = {"oldpassword": _("Bisheriges Passwort"), "password1": _NEW, "password2": _AGAIN}  # noqa: RUF012
    helps = {"password1": _RULE}  # noqa: RUF012


class ConfirmPassword(_Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    """Who is here still the one who signed in."""

    labels = {"password": _PASSWORD}  # noqa: RUF012


class EnterCode(_Labelled, codes.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    labels = {"code": _("Code")}  # noqa: RUF012
    helps = {"code": _("Aus Ihrer App, oder einer Ihrer Ersatzcodes.")}  # noqa: RUF012


class ConfirmCode(_Labelled, codes.ReauthenticateForm):  # type: ignore[misc]
    """The same, to confirm who is here."""

    labels = EnterCode.labels
    helps = EnterCode.helps


class ActivateApp(_Labelled, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app shows that it was set up."""

    labels = {"code": _("Code, den die App jetzt zeigt")}  # noqa: RUF012


class AddPasskey(_Labelled, keys.AddWebAuthnForm):  # type: ignore[misc]
    """A name for what the browser makes."""

    labels = {"name": _("Bezeichnung"), "passwordless": _("Auch ohne Passwort anmelden")}  # noqa: RUF012
    helps = {  # noqa: RUF012
        "name": _("Woran Sie ihn erkennen, zum Beispiel „Dienstrechner“."),
        "passwordless": _(
            "Dann genügt dieser Passkey allein; er verlangt dafür Fingerabdruck, Gesicht oder PIN."
        ),
    }


class RenamePasskey(_Labelled, keys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    labels = {"name": _("Bezeichnung")}  # noqa: RUF012


class ChoosePassword(_Labelled):
    """The first password of somebody who was invited."""

    labels: dict[str, Any] = {}  # noqa: RUF012

    password = forms.CharField(label=_PASSWORD, strip=False, widget=forms.PasswordInput)
    again = forms.CharField(
        label=_("Passwort noch einmal"), strip=False, widget=forms.PasswordInput
    )
    helps = {"password": _RULE}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any] | None:
        """Typed twice, because nobody sees it."""
        cleaned = super().clean() or {}
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("Die beiden Passwörter sind verschieden."))
        return cleaned
