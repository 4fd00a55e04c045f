"""One settings file, driven by the environment (docs/architecture.md lists every variable).

Without any variable the site runs embedded: SQLite, a broker of files, everything under `VAR_DIR`.
"""

import tomllib
from datetime import date
from pathlib import Path
from secrets import token_urlsafe

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str, *, opens: Path | None = None) -> str:
    """The variable `name`, or in embedded mode a secret made once and kept in `VAR_DIR`.

    None is made beside the file it `opens`: what that holds was sealed with another one.
    """
    given = env(name, default="")
    if given or env("DATABASE_URL", default=""):
        return given
    path = VAR_DIR / name.lower()
    if not path.exists():
        if opens and opens.exists() and opens.stat().st_size:
            raise ImproperlyConfigured(
                f"{path} is missing, and {opens} holds what was sealed with it. Put the file back from where it is kept apart, "
                f"or set {name}. Without it nobody ever reads the sealed names, numbers and files again."
            )
        path.touch(mode=0o600)
        path.write_text(token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = kept_secret("SECRET_KEY")
FIELD_KEYS = kept_secret("FIELD_KEYS", opens=VAR_DIR / "db.sqlite3")
FIELD_CIPHER = env("FIELD_CIPHER", default="aes")
# False only where TLS ends nowhere: the embedded site on loopback and the test suite.
HTTPS = env.bool("HTTPS", default=bool(env("DATABASE_URL", default="")))
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if HTTPS else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXY = env.bool("TRUSTED_PROXY", default=False)
# The networks (10.2.0.0/16, …) from which the pages of administrators can be reached; empty: from everywhere.
ADMIN_NETWORKS = env.list("ADMIN_NETWORKS", default=[])
IS_PROXY_TOLD = "TRUSTED_PROXY" in env.ENVIRON
# Numbers for an operator at /metrics: to this machine, or to who brings the token (config/metrics.py).
METRICS_TOKEN = env("METRICS_TOKEN", default="")
METRICS = env.bool("METRICS", default=bool(METRICS_TOKEN))
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
# What a package without its history is told; otherwise the checkout says it (config/health.py).
COMMIT = env("COMMIT", default="")
# Rehearsal and training set the day; production refuses to (config/checks.py).
CAMPAIGN_TODAY = date.fromisoformat(env("CAMPAIGN_TODAY")) if env("CAMPAIGN_TODAY", default="") else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "axes",
    # The house, from the ground up: boundary work of a campaign runs in this order.
    "law",
    "casework",
    "accounts",
    "registry",
    "campaign",
    "findings",
    "complaints",
    "inspections.patrols",
    "inspections.checks",
    "inspections.draws",
    "inspections.cases",
    "reports",
    "desk",
    "rehearsal",
    "config",
]

MIDDLEWARE = [
    "accounts.middleware.RealAddress",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.health.Health",
    "config.gate.Gate",
    "config.metrics.Metrics",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.languages.Spoken",
    "accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.networks.AdminNetworks",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.PasswordAge",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.asked.NoNumberInAddress",
    "django_htmx.middleware.HtmxMiddleware",
    "desk.shell.FreshCount",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "casework.sentences.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.shell.shell",
            ],
            "loaders": [
                "casework.fast_templates.Loader",
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
        },
    },
    {
        # Components, rows and the widgets of forms (docs/adr/0020-two-template-languages.md).
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "casework.fast_templates.environment"},
    },
]

# How long one statement may take on PostgreSQL: a page must not hold a connection, a report or a migration may.
SERVES_PAGES = env.bool("SERVES_PAGES", default=False)
STATEMENT_SECONDS = (
    env.int("PAGE_STATEMENT_SECONDS", default=60)
    if SERVES_PAGES
    else env.int("WORK_STATEMENT_SECONDS", default=1800)
)
# How long a process waits for what another one holds, and how long it may hold something without doing anything with it:
# one that hangs must not stop those who only read.
LOCK_SECONDS = env.int("PAGE_LOCK_SECONDS", default=8) if SERVES_PAGES else 300
IDLE_SECONDS = 60 if SERVES_PAGES else 1800
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue for the lock at BEGIN instead of failing half-way through a transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_SECONDS if SERVES_PAGES else 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Compiling a statement of all figures takes PostgreSQL half a minute, running it a twentieth of a second.
    limits = {
        "jit": "off",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    }
    DATABASES["default"]["OPTIONS"] = {
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        "connect_timeout": 5,
        # A machine that is gone without a word is noticed within half a minute.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 4,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "config.caches.MissingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Anchors of the audit trail, outside the database; several machines share one folder (docs/operations.md).
ANCHOR_DIR = Path(env("ANCHOR_DIR", default=str(VAR_DIR / "anchors")))
BACKUP_DIR = env("BACKUP_DIR", default="")
BACKUP_KEEP = max(1, env.int("BACKUP_KEEP", default=14))
STORAGE_URL = env("STORAGE_URL", default=f"file://{VAR_DIR / 'files'}")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": STORAGE_URL.removeprefix("s3://"), "file_overwrite": False},
    }
    if STORAGE_URL.startswith("s3://")
    else {
        "BACKEND": "casework.storage.WholeFiles",
        # No base_url: a stored file has no address of its own (casework.views.files).
        "OPTIONS": {"location": STORAGE_URL.removeprefix("file://"), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG and HTTPS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not HTTPS
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 30
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # one format of lines for all processes (config/log_lines.py)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_TIME_LIMIT = 2 * 3600
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | float] = {}
if REDIS_URL:
    # A broker that hangs must not hang the page that wakes it.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 10}
else:
    for folder in ("queue", "control"):
        (VAR_DIR / "broker" / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker" / "queue"),
        "data_folder_out": str(VAR_DIR / "broker" / "queue"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "polling_interval": 0.1,
    }

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.RoleBackend"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "desk:worklist"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_POLICY = env("PASSWORD_POLICY", default="mlps")
PASSWORD_MAX_AGE_DAYS = {"mlps": 90, "asvs": None}[PASSWORD_POLICY]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": {"mlps": 10, "asvs": 12}[PASSWORD_POLICY]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    *([{"NAME": "accounts.passwords.CharacterClasses"}] if PASSWORD_POLICY == "mlps" else []),
    {"NAME": "accounts.passwords.NotReused"},
]
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=HTTPS)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a stranger cannot keep an account locked by trying on
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # counted per address in accounts/lockouts.py
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the audit trail
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # addresses are limited in accounts/lockouts.py, where a whole office can share one
    "security.W005",  # other hosts of the bureau's domain are bound only when it says so (HSTS_SUBDOMAINS, HSTS_PRELOAD)
    "security.W021",
]
SESSION_IDLE_MINUTES = 30
SESSION_IDLE_MINUTES_ADMIN = 15
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
# Short and for this host alone until the operator has seen it work: a browser that was told a year cannot be told otherwise.
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_PRELOAD", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# What a process started with and what became of each job are told whatever the level of all the rest.
TOLD = ("config.starting", "casework.jobs")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.log_lines.formatter"}},
    "filters": {"brief": {"()": "config.logs.Brief"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief"]}},
    "loggers": {name: {"level": "INFO"} for name in TOLD},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
