"""Django's settings, all of them derived from `environment.py`."""

from datetime import timedelta
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from evenhand.website.environment import read_environment, words_of_the_house
from evenhand.website.logs import logging_config
from evenhand.website.single_sign_on import HAS_SAML, providers

EVENHAND = read_environment()
WEBSITE = Path(__file__).resolve().parent

SECRET_KEY, SECRET_KEY_FALLBACKS = EVENHAND.secret_key, list(EVENHAND.earlier_keys)
DEBUG = EVENHAND.debug
ALLOWED_HOSTS = list(EVENHAND.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(EVENHAND.origins)
ROOT_URLCONF = "evenhand.website.urls"
CSRF_FAILURE_VIEW = "evenhand.website.errors.csrf_failed"
WSGI_APPLICATION = "evenhand.website.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "evenhand.sample",
    "evenhand.features.governance",
    "evenhand.features.insights",
    "evenhand.features.attainment",
    "evenhand.features.standards",
    "evenhand.features.communication",
    "evenhand.features.contacts",
    "evenhand.features.sources",
    "evenhand.features.people",
    "evenhand.foundation.access",
    "evenhand.foundation.audit",
    "evenhand.foundation.backup",
    "evenhand.foundation.jobs",
    "evenhand.foundation.files",
    "evenhand.foundation.notices",
    "evenhand.foundation.guests",
    "evenhand.foundation.remarks",
    "evenhand.foundation.dated",
    "evenhand.foundation.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if HAS_SAML else []),
    "django_tasks_db",
    "django_structlog",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "evenhand.website.middleware.HeadersMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",  # also of static files
    "django.middleware.security.SecurityMiddleware",
    "evenhand.website.middleware.ApiOverTlsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "evenhand.website.logs.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # deny first
    "evenhand.website.middleware.ReadingOrderMiddleware",
    "evenhand.foundation.access.middleware.ViewerMiddleware",
    "evenhand.foundation.access.break_glass.BreakGlassMiddleware",
    "evenhand.website.middleware.PersonMiddleware",
    "evenhand.foundation.access.own_password.OwnPasswordMiddleware",
    "evenhand.foundation.access.second_factor.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "evenhand.website.middleware.CountingAnewMiddleware",
    "evenhand.website.middleware.NoSuchMethodMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEBSITE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evenhand.website.navigation.navigation",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "evenhand.website.form_rendering.EvenhandRenderer"

# --- records -----------------------------------------------------------------------------------
DATABASES = {"default": {**EVENHAND.database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA secure_delete=ON;"  # what is erased must not stay in free pages
        ),
    }
CACHES = {
    # On disk, so that the limits on sign-in hold across processes and without another service.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": EVENHAND.home / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # a flood of tries must not push the counts out
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- who comes in ------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
# The email is unique by Lower(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "name"]}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
] + [
    {
        "NAME": "evenhand.foundation.access.passwords.WordsOfTheHouseValidator",
        "OPTIONS": {"words": words_of_the_house(EVENHAND)},
    }
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # of an invitation; nothing else uses it
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "evenhand.foundation.access.adapter.DoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "evenhand.foundation.access.forms.SignInForm",
    "change_password": "evenhand.foundation.access.forms.OwnPasswordForm",
    "reauthenticate": "evenhand.foundation.access.forms.second_factor.PasswordConfirmForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "api": "600/m/key",
    "api_refused": "20/m/ip",
}
MFA_ADAPTER = "evenhand.foundation.access.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    name: f"evenhand.foundation.access.forms.second_factor.{form}"
    for name, form in (
        ("authenticate", "SecondStepForm"),
        ("reauthenticate", "CodeConfirmForm"),
        ("activate_totp", "AppForm"),
        ("add_webauthn", "PasskeyForm"),
        ("edit_webauthn", "PasskeyNameForm"),
        ("login_webauthn", "PasskeyLoginForm"),
        ("authenticate_webauthn", "PasskeySecondStepForm"),
        ("reauthenticate_webauthn", "PasskeyConfirmForm"),
    )
}
SOCIALACCOUNT_ADAPTER = "evenhand.foundation.access.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = providers(EVENHAND.oidc, EVENHAND.saml)
# By a link: a form would not be followed to another host under our content policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
ALLAUTH_TRUSTED_PROXY_COUNT = EVENHAND.proxies

# --- what the browser is told ------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = EVENHAND.https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# With this prefix a browser takes them only from this very host, over TLS.
_PREFIX = "__Host-" if EVENHAND.https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}evenhand_session", f"{_PREFIX}evenhand_csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60  # without use
EVENHAND_LONGEST_SESSION = timedelta(hours=24)  # with use
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
SECURE_SSL_REDIRECT = EVENHAND.https
# Monitors ask from inside; a program that sent its token in the clear is told so, and not led on.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^api/"]
SECURE_HSTS_SECONDS = 31_536_000 if EVENHAND.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = (
    EVENHAND.https
)  # of this very host: its neighbours are not below it
if EVENHAND.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form; files are streamed and limited apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = EVENHAND.home / "uploads"
EVENHAND_FILE_LINK_SECONDS = 10 * 60  # how long a link to a file opens it

STATIC_URL = "/static/"
STATIC_ROOT = EVENHAND.home / "static"
for folder in (FILE_UPLOAD_TEMP_DIR, STATIC_ROOT):
    folder.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages use our files
WHITENOISE_AUTOREFRESH = DEBUG

# --- mail: only where an administrator configured a server ---------------------------------------
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
if EVENHAND.mail_url:
    from evenhand.website.mail import mailer

    MAILERS = {"default": mailer(EVENHAND.mail_url)}

# --- words, numbers, time ------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = EVENHAND.time_zone
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English (United Kingdom)"))]
LOCALE_PATHS = [WEBSITE / "locale"]
# While there is one language nothing has to be looked up: a page says some three hundred texts.
USE_I18N = len(LANGUAGES) > 1
USE_THOUSAND_SEPARATOR = True

LOGGING = logging_config("DEBUG" if DEBUG else "INFO")
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False

# --- what the website plugs into the foundation, by name so that nothing below imports upwards ----
EVENHAND_REACTIONS = "evenhand.website.reactions.REACTIONS"
EVENHAND_MONITORING = "evenhand.website.monitoring.MONITORING"
EVENHAND_WHO_MET = "evenhand.website.met.who_met"
EVENHAND_JUDGED = "evenhand.features.attainment.queries.judged_periods"
EVENHAND_SILENT_LINES = "evenhand.features.standards.queries.adjustments_of"
EVENHAND_PERSON_REF = "evenhand.features.people.queries.person_ref_of"
EVENHAND_OPENED = "evenhand.website.opened.OPENED"
EVENHAND_CREDITS = "evenhand.website.credits.CREDITS"
EVENHAND_REMOVALS = "evenhand.website.removals.REMOVALS"
EVENHAND_SCHEDULE = "evenhand.website.schedule.SCHEDULE"
EVENHAND_FILE_POLICIES = "evenhand.website.file_policies.FILE_POLICIES"
EVENHAND_JOB_MODULES = "evenhand.website.job_modules.JOB_MODULES"
