"""Django's settings, made from the typed environment; importing them starts nothing."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.functional import lazy

from kurslink.config import environment
from kurslink.config.connection import connection_settings
from kurslink.config.logs import logging_settings
from kurslink.config.openid import openid_settings

_ENV = environment.load()
_PACKAGE = Path(__file__).resolve().parent.parent

# Lazily: importing settings makes no files.
SECRET_KEY = lazy(_ENV.secret_key_value, str)()
DEBUG = False
ALLOWED_HOSTS = list(_ENV.allowed_hosts)
DATABASES = {
    "default": connection_settings(
        _ENV.database_url.get_secret_value() if _ENV.database_url else ""
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "kurslink.config.urls"
WSGI_APPLICATION = "kurslink.config.wsgi.application"

INSTALLED_APPS = [
    "kurslink",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",  # the queue, in our own database
]
MIGRATION_MODULES = {"kurslink": "kurslink.models.migrations"}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = ["kurslink.worker.tasks"]  # read by workers; services defer by name
AUTH_USER_MODEL = "kurslink.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # unique is Lower(email), a constraint of the table
    # Of `check --deploy`; decision 23:
    "security.W005",  # other names of the institution's domain are not ours to decide about
    "security.W008",  # the proxy leads from http to https
    "security.W021",  # nor is the list browsers carry
]

MIDDLEWARE = [
    "kurslink.web.request_number.NumberedRequest",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # first, so that files carry the policy too
    "kurslink.web.permissions_policy.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kurslink.api.entrance.ApiEntrance",  # programs: nothing behind it concerns them
    "kurslink.web.readable_request.ReadableRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kurslink.web.request_number.KnownInLog",
    "kurslink.web.language.ChosenLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kurslink.web.session_limits.SessionLimits",
    "kurslink.web.second_factor_rule.SecondFactorDemanded",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kurslink.web.frame.frame",
            ],
            "libraries": {"kurslink": "kurslink.web.tags"},
            "builtins": ["kurslink.web.tags"],
        },
    },
]
FORM_RENDERER = "kurslink.web.forms.KernRenderer"

STATIC_URL = "static/"
STATICFILES_DIRS = [
    _PACKAGE / "web" / "static",
    ("handbuch", _PACKAGE / "web" / "handbook" / "bilder"),
]
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "de"  # of everything nobody asked for in person
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kurslink_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = _ENV.time_zone
USE_TZ = True

# Login: allauth with e-mail addresses; accounts are made by the administrator, never by sign-up.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "kurslink.web.login.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever changes how one signs in, one hears of it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anybody could let us write to anybody
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    name: f"kurslink.web.sign_in_forms.{form}"
    for name, form in (
        ("login", "SignIn"),
        ("reset_password", "AskForReset"),
        ("reset_password_from_key", "SetPassword"),
        ("change_password", "ChangePassword"),
        ("reauthenticate", "ConfirmPassword"),
    )
}
# Guesses are counted by address: behind a proxy everybody would have the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = _ENV.trusted_proxies
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/h/key"}
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
MFA_ADAPTER = "kurslink.web.second_factor.SecondFactors"
MFA_FORMS = {
    name: f"kurslink.web.sign_in_forms.{form}"
    for name, form in (
        ("authenticate", "EnterCode"),
        ("reauthenticate", "ConfirmCode"),
        ("activate_totp", "ActivateApp"),
        ("add_webauthn", "AddPasskey"),
        ("edit_webauthn", "RenamePasskey"),
    )
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # telephones are half a minute wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the administrator
SOCIALACCOUNT_ADAPTER = "kurslink.web.openid.KnownPeople"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site: form-action 'self'
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = openid_settings(_ENV.openid_provider())
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sessions and transport: secure wherever the public address is https.
_HTTPS = urlsplit(_ENV.public_url).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
_OURS_ALONE = "__Host-" if _HTTPS else ""  # browsers then take them from no neighbour's name
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_OURS_ALONE}sessionid", f"{_OURS_ALONE}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script reads the cookie
SESSION_COOKIE_AGE = 60 * 60 * 24  # web/session_limits.py ends them earlier if nobody is there
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _HTTPS else 0
_BEHIND_PROXY = _HTTPS and _ENV.trusted_proxies > 0  # from anybody else the header means nothing
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
CSRF_TRUSTED_ORIGINS = [_ENV.public_url] if _HTTPS else []
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system carries its icons as data addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # each may fill the disk up to KURSLINK_MAX_UPLOAD
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "kurslink.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = logging_settings(log_format=_ENV.log_format, level=_ENV.log_level)

# What services and models need from the environment; they cannot import this package.
KURSLINK_ENCRYPTION_KEYS = _ENV.encryption_key_values  # called when a secret is read or written
KURSLINK_ZOOM_API_URL = _ENV.zoom_api_url
KURSLINK_ZOOM_OAUTH_URL = _ENV.zoom_oauth_url
KURSLINK_ZOOM_HOSTS = _ENV.zoom_hosts
KURSLINK_WEBHOOK_HOSTS = _ENV.webhook_hosts
KURSLINK_MAIL_SERVER = _ENV.mail_server()
KURSLINK_CA_FILE = _ENV.ca_file
KURSLINK_OPENID_NAME = _ENV.oidc_name if _ENV.openid_provider() else ""
KURSLINK_OPENID_NEW_PEOPLE = _ENV.oidc_new_people
KURSLINK_ACTIVATION_KEY = _ENV.activation_key
KURSLINK_PUBLIC_URL = _ENV.public_url
KURSLINK_DATA_DIR = _ENV.data_dir
KURSLINK_METRICS_TOKEN = _ENV.metrics_token.get_secret_value() if _ENV.metrics_token else ""
KURSLINK_CLOCK_OFFSET = _ENV.clock_offset
KURSLINK_MAX_UPLOAD = 100 * 1024 * 1024
