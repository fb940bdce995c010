"""Every setting, read from the environment; what is wrong stops the start with a sentence that says what to do.

THUOCDO_MODE decides how strict the rest is: `production` (the default) or `demo` (loopback only).
docs/operate/accounts.md and docs/operate/settings.md explain each variable.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Literal

import environ
from django.core.exceptions import ImproperlyConfigured

from thuocdo.config.database import data_directory
from thuocdo.config.logs import json_logging

env = environ.Env()

# --- What kind of installation -----------------------------------------------------------------------------


def _mode() -> Literal["production", "demo"]:
    mode = env.str("THUOCDO_MODE", default="production")
    if mode == "production":
        return "production"
    if mode == "demo":
        return "demo"
    raise ImproperlyConfigured(f"THUOCDO_MODE is '{mode}'. Use 'production' or 'demo'.")


def _secret_key() -> str:
    key: str = env.str("SECRET_KEY", default="")
    if IS_PRODUCTION:
        if len(key) < 50:
            raise ImproperlyConfigured(
                "SECRET_KEY is missing or shorter than 50 characters. Set it to a long random text, kept with "
                "the backups: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'. "
                "For a trial on this machine set THUOCDO_MODE=demo instead."
            )
        return key
    return key or _generated_secret_key(DATA_DIRECTORY / "secret_key")


def _generated_secret_key(path: Path) -> str:
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:  # another process was faster
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text()


def _allowed_hosts() -> list[str]:
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=[])
    if not IS_PRODUCTION:
        return [*hosts, "localhost", "127.0.0.1", "[::1]"]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the host names of this site, such as 'thuocdo.example.vn'."
        )
    return hosts


MODE = _mode()
IS_PRODUCTION = MODE == "production"
DEBUG: bool = env.bool("DEBUG", default=False)
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows data to strangers: unset it, or set THUOCDO_MODE=demo.")
DATA_DIRECTORY = data_directory()
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _allowed_hosts()
PACKAGE = Path(__file__).resolve().parent.parent

# --- Applications ------------------------------------------------------------------------------------------

THIRD_PARTY_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_structlog",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rules",
]
OUR_APPS = [
    "thuocdo.apps.foundation.ui",
    "thuocdo.apps.foundation.audit",
    "thuocdo.apps.foundation.org_units",
    "thuocdo.apps.foundation.accounts",
    "thuocdo.apps.foundation.calendars",
    "thuocdo.apps.foundation.notifications",
    "thuocdo.apps.foundation.jobs",
    "thuocdo.apps.foundation.evidence",
    "thuocdo.apps.measurement.values",
    "thuocdo.apps.assessment.indices",
    "thuocdo.apps.assessment.targets",
    "thuocdo.apps.assessment.scorecards",
    "thuocdo.apps.assessment.drafts",
    "thuocdo.apps.publication.stories",
]
# Ours first: their templates win over those of the libraries.
INSTALLED_APPS = [*OUR_APPS, *THIRD_PARTY_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thuocdo.config.headers.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "thuocdo.config.requests.RefuseNullCharactersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thuocdo.config.requests.VietnameseFirstMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "thuocdo.apps.foundation.audit.origin.OriginMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thuocdo.apps.foundation.accounts.middleware.RequireSecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks
]

ROOT_URLCONF = "thuocdo.config.urls"
WSGI_APPLICATION = "thuocdo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [  # Any: Django's own shape
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

# --- Database and jobs -------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    if env.str("DATABASE_URL", default=""):
        parameters = env.db("DATABASE_URL", engine="django.db.backends.postgresql")
    else:
        parameters = {"ENGINE": "thuocdo.config.embedded", "NAME": "thuocdo", "USER": "postgres", "HOST": ""}
    return {**parameters, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}


DATABASES = {"default": _database()}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["thuocdo.apps.foundation.jobs.tasks"]
PGHISTORY_APPEND_ONLY = True

# --- People ------------------------------------------------------------------------------------------------

ROLES = frozenset(
    {"officer", "unit_head", "appraiser", "standing_agency", "leader", "administrator", "auditor"}
)


def _second_factor_roles() -> list[str]:
    roles: list[str] = env.list("THUOCDO_MFA_ROLES", default=[])
    if unknown := sorted(set(roles) - ROLES):
        raise ImproperlyConfigured(
            f"THUOCDO_MFA_ROLES names {', '.join(unknown)}. Known: {', '.join(sorted(ROLES))}."
        )
    return roles


AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",  # asks the one permission table of accounts
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "thuocdo.apps.foundation.accounts.adapters.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "thuocdo.apps.foundation.accounts.adapters.KnownPeopleOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "thuocdo.apps.foundation.accounts.models.display_name"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Thước Đo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION  # browsers allow it on localhost only
# The roles whose holders must set up a second factor before they see anything.
MFA_REQUIRED_ROLES = _second_factor_roles()
# One-time sign-in links for the people of the demonstration; they work from this machine only.
DEMO_SIGN_IN_LINKS = MODE == "demo"
ONE_TIME_LINK_HOURS: int = env.int("THUOCDO_LINK_HOURS", default=72)
DEMO_LINK_HOURS = 12


def _openid_providers() -> dict[str, Any]:
    """One OpenID Connect provider, when its three variables are set together."""
    names = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    values = {name: env.str(name, default="") for name in names}
    if not any(values.values()):
        return {}
    if missing := [name for name, value in values.items() if not value]:
        raise ImproperlyConfigured(f"Sign-in by OpenID Connect needs {', '.join(missing)} as well.")
    provider = {
        "provider_id": "office",
        "name": env.str("OIDC_NAME", default="OpenID Connect"),
        "client_id": values["OIDC_CLIENT_ID"],
        "secret": values["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": values["OIDC_SERVER_URL"]},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider]}}


SOCIALACCOUNT_PROVIDERS = _openid_providers()
SOCIALACCOUNT_LOGIN_ON_GET = False

# --- Locking out of guessers; the address is believed from as many proxies as are declared ------------------

TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
AXES_CLIENT_IP_CALLABLE = "thuocdo.apps.foundation.audit.origin.client_ip"
AXES_USERNAME_CALLABLE = "thuocdo.apps.foundation.accounts.adapters.attempted_username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT: int = env.int("THUOCDO_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Transport and headers ---------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_AGE: int = env.int("SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the code to scan for a second factor is drawn as data
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Files -------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
# Collected for production only; elsewhere files are served from where they are.
STATIC_ROOT = env.str("STATIC_ROOT", default=str(DATA_DIRECTORY / "static")) if IS_PRODUCTION else None
STATICFILES_DIRS = [str(PACKAGE / "assets")] if (PACKAGE / "assets").is_dir() else []
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Uploads have no address of their own: a view with a permission check hands them out.
# The unit this installation serves (its code); empty: the top of the loaded tree.
ROOT_UNIT: str = env.str("THUOCDO_ROOT_UNIT", default="")
MEDIA_ROOT = env.str("UPLOADS", default=str(DATA_DIRECTORY / "uploads"))
UPLOAD_LIMIT_MB: int = env.int("UPLOAD_LIMIT_MB", default=20)

# --- Language, place and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [str(PACKAGE / "locale")]
FORMAT_MODULE_PATH = ["thuocdo.apps.foundation.ui.formats"]
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Post: optional, everything works without it -----------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
CAN_SEND_MAIL = "dummy" not in EMAIL_CONFIG["EMAIL_BACKEND"]
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="thuocdo@localhost")

# --- Logs: one JSON object a line --------------------------------------------------------------------------

LOGGING = json_logging(env.str("LOG_LEVEL", default="INFO" if IS_PRODUCTION else "WARNING"))
