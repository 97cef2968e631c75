"""Addresses of signing in and of one's own sign-in; the library's other pages stay closed."""

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from kurslink.web import openid
from kurslink.web.invitation import AcceptInvitation
from kurslink.web.password_reset import AskForPassword

_SAFE, _KEYS = "sicherheit/", "sicherheit/passkeys/"

urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("bestaetigen/", never_cache(views.reauthenticate), name="account_reauthenticate"),
    path("einladung/<str:token>/", AcceptInvitation.as_view(), name="invitation"),
    path("passwort/", never_cache(views.password_change), name="account_change_password"),
    path(
        "passwort/erstes/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("passwort-vergessen/", AskForPassword.as_view(), name="account_reset_password"),
    path(
        "passwort-vergessen/gesendet/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "passwort-vergessen/fertig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^passwort-vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        never_cache(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("openid/", openid.start, name="openid_start"),
    path("openid/<slug:provider_id>/", openid.finish, name="openid_connect_callback"),
    path(_SAFE, never_cache(factors.index), name="mfa_index"),
    path(f"{_SAFE}code/", never_cache(factors.authenticate), name="mfa_authenticate"),
    path(f"{_SAFE}bestaetigen/", never_cache(factors.reauthenticate), name="mfa_reauthenticate"),
    path(f"{_SAFE}app/", never_cache(app.activate_totp), name="mfa_activate_totp"),
    path(f"{_SAFE}app/entfernen/", never_cache(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        f"{_SAFE}ersatzcodes/",
        never_cache(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{_SAFE}ersatzcodes/neu/",
        never_cache(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(_KEYS, never_cache(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path(f"{_KEYS}neu/", never_cache(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(f"{_KEYS}anmelden/", never_cache(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        f"{_KEYS}bestaetigen/",
        never_cache(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(f"{_KEYS}<int:pk>/", never_cache(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        f"{_KEYS}<int:pk>/entfernen/",
        never_cache(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
