"""All settings, in one file; what differs between places is read from the environment by `config/env.py`."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from arcada.config import env
from arcada.store.postgres import default_home

SOURCE = Path(__file__).resolve().parents[1]
HOME = default_home()

# What differs between places
HTTPS = env.flag("HTTPS")
SECRET_KEY = env.kept_secret("SECRET_KEY", HOME / "secret_key")
ALLOWED_HOSTS = list(env.words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")))
PROXIES = env.number("PROXIES", 0)
EMAIL_HOST = env.text("EMAIL_HOST")
DEBUG = False


def database(url: str, *, connections: int = 0) -> dict[str, object]:
    """Read a PostgreSQL address; its query string holds libpq's own options.

    `connections` keeps that many open in a pool. Prepared statements stay off: they break behind pgbouncer.
    """
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host, port = options.pop("host", ""), options.pop("port", "")
    if connections:
        options["pool"] = {"min_size": 1, "max_size": connections}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host or unquote(parts.hostname or ""),
        "PORT": str(parts.port or port),
        "OPTIONS": {**options, "prepare_threshold": None},
        "CONN_MAX_AGE": 0,
    }


# Database: serving is done as arcada_app; a process that migrates is given the owner's address in its place
DATABASES = {
    "default": database(
        env.secret("DATABASE_URL", "postgresql:///arcada"), connections=env.number("DATABASE_CONNECTIONS", 8)
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What every process must know for some minutes: attempts at signing in, codes that were used up
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "arcada.store",
    "arcada.audit",
    "arcada.outbox",
    "arcada.practice",
    "arcada.patients",
    "arcada.cases",
    "arcada.insurance",
    "arcada.schedule",
    "arcada.coordination",
    "arcada.outreach",
    "arcada.documents",
    "arcada.display",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "arcada.web.signin.middleware.PracticeMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "arcada.config.urls"
WSGI_APPLICATION = "arcada.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((SOURCE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "arcada.web.signin.frame.frame",
            ]
        },
    }
]

# Language and time: stored in UTC, shown in the clinic's zone
LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = "UTC"

# Static files are served as they lie: no build step, no copy to forget
STATIC_URL = "/static/"
STATICFILES_DIRS = sorted((SOURCE / "web").glob("*/static"))
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Mail: without a host, letters are kept as files
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "arcada@localhost")

# Packs to insurers that go as files are put here, for somebody else to fetch
PREAUTH_FOLDER = env.text("PREAUTH_FOLDER") or str(HOME / "to-insurers")

# Jobs: in the same database, so that a job is enqueued with the act that wants it
PROCRASTINATE_DATABASE_ALIAS = "default"

# Sign-in
AUTH_USER_MODEL = "practice.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "arcada.web.signin.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letter goes to a stranger
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_FORMS = {
    "login": "arcada.web.signin.forms.LoginForm",
    "reauthenticate": "arcada.web.signin.forms.ReauthenticateForm",
    "change_password": "arcada.web.signin.forms.ChangePasswordForm",
    "reset_password": "arcada.web.signin.forms.ResetPasswordForm",
    "reset_password_from_key": "arcada.web.signin.forms.ResetPasswordKeyForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # django-axes counts failures, in the database
MFA_ADAPTER = "arcada.web.signin.adapter.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "arcada.web.signin.forms.AuthenticateForm",
    "reauthenticate": "arcada.web.signin.forms.ReauthenticateCodeForm",
    "activate_totp": "arcada.web.signin.forms.ActivateTOTPForm",
    "add_webauthn": "arcada.web.signin.forms.AddWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Arcada"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # only ever http://localhost, which browsers trust
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "arcada.web.signin.lockout.who"
AXES_LOCKOUT_CALLABLE = "arcada.web.signin.lockout.page"
AXES_IPWARE_PROXY_COUNT = PROXIES or None
AXES_VERBOSE = False

# Cookies and headers
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "arcada.web.signin.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
