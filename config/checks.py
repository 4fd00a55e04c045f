"""System checks: what a site must not be run with.

`HTTPS` (on as soon as `DATABASE_URL` is set) is what makes a site a production site; the checks on secrets, hosts, the clock and
demo accounts speak then only. Keys, the database and its migrations are looked at everywhere. `refuse_unfit` runs the same checks
where a process starts to serve.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from accounts import demo
from accounts.models import User
from accounts.networks import are_networks
from casework import keys
from config import database_roles

SHORTEST_KEY, SHORTEST_FIELD_KEY = 50, 32


@dataclass(frozen=True)
class Rule:
    """A condition a production site must meet."""

    code: str
    holds: Callable[[], bool]
    message: str
    hint: str
    level: type[Error] | type[Warning] = Error


def _is_secret(text: str, shortest: int = SHORTEST_FIELD_KEY) -> bool:
    return len(text) >= shortest and len(set(text)) > 8


def _field_keys() -> list[str]:
    return settings.FIELD_KEYS.replace(",", " ").split()


def _files_are_apart() -> bool:
    """Stored files never lie where the web server hands out static ones."""
    if not settings.STORAGE_URL.startswith("file://"):
        return True
    stored = Path(settings.STORAGE_URL.removeprefix("file://")).resolve()
    return not any(
        stored.is_relative_to(Path(root).resolve())
        for root in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)
    )


def _files_outlive_the_code() -> bool:
    """A new checkout, or `git clean`, takes everything inside the code with it."""
    folders = [settings.VAR_DIR]
    if settings.STORAGE_URL.startswith("file://"):
        folders.append(settings.STORAGE_URL.removeprefix("file://"))
    return not any(Path(folder).resolve().is_relative_to(settings.BASE_DIR) for folder in folders)


AWAY = "config.E009"  # the database cannot be reached
RULES = (
    Rule(
        "config.E001",
        lambda: _is_secret(settings.SECRET_KEY, SHORTEST_KEY),
        "SECRET_KEY is missing or too easy.",
        "Set SECRET_KEY to at least 50 random characters.",
    ),
    Rule(
        "config.E002",
        lambda: bool(_field_keys()) and all(map(_is_secret, _field_keys())),
        "FIELD_KEYS is missing or too easy; names and numbers of persons could not be sealed.",
        "Set FIELD_KEYS to one or more secrets of at least 32 random characters, the current one first.",
    ),
    Rule(
        "config.E003",
        lambda: bool(settings.ALLOWED_HOSTS) and not any("*" in host for host in settings.ALLOWED_HOSTS),
        "ALLOWED_HOSTS is empty or open to every host.",
        "Set ALLOWED_HOSTS to the names this site is reached by, separated by commas.",
    ),
    Rule(
        "config.E004",
        lambda: settings.CAMPAIGN_TODAY is None,
        "CAMPAIGN_TODAY holds the clock still; that is for rehearsal and training.",
        "Unset CAMPAIGN_TODAY, or run the training site with HTTPS=0 and a database of its own.",
    ),
    Rule(
        "config.E005",
        lambda: not settings.DEBUG,
        "DEBUG is on.",
        "Unset DEBUG.",
    ),
    Rule(
        "config.E006",
        _files_are_apart,
        "Stored files lie inside a folder of static files, which anybody may read.",
        "Point STORAGE_URL elsewhere.",
    ),
    Rule(
        "config.E015",
        lambda: are_networks(settings.ADMIN_NETWORKS),
        "ADMIN_NETWORKS names something that is no network.",
        "Set it to networks separated by commas, such as 10.2.0.0/16,192.168.7.0/24.",
    ),
    Rule(
        "config.E012",
        _files_outlive_the_code,
        "Stored files lie inside the code: a new checkout would take them away.",
        "Set VAR_DIR (and STORAGE_URL, where it is a folder) to a place outside it, such as /var/lib/jiancha.",
    ),
    Rule(
        "config.W014",
        lambda: not settings.METRICS_TOKEN or _is_secret(settings.METRICS_TOKEN),
        "METRICS_TOKEN is too easy.",
        "Set it to at least 32 random characters.",
        Warning,
    ),
    Rule(
        "config.W007",
        lambda: bool(settings.REDIS_URL),
        "Without REDIS_URL every process has a cache of its own, and jobs wait in files on this machine.",
        "Set REDIS_URL; it is needed as soon as there is a second machine.",
        Warning,
    ),
    Rule(
        "config.W010",
        lambda: settings.IS_PROXY_TOLD,
        "TRUSTED_PROXY is not set: behind a proxy everybody would have its address, and share one limit of sign-ins.",
        "Set TRUSTED_PROXY=1 behind a proxy of your own, TRUSTED_PROXY=0 where TLS ends in the web server itself.",
        Warning,
    ),
)


@register(Tags.security)
def check_settings(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """The rules on settings; silent on a site that is not in production."""
    if not settings.HTTPS:
        return []
    return [rule.level(rule.message, hint=rule.hint, id=rule.code) for rule in RULES if not rule.holds()]


@register(Tags.security)
def check_keys(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Every key that something stored needs is in FIELD_KEYS. Asked by every command, on every site that has a database."""
    if not _has_database():
        return []
    try:
        missing = keys.missing()
    except DatabaseError:  # `check_database` says that it cannot be reached
        connection.close()
        return []
    hint = (
        "Put it into FIELD_KEYS, behind the current one if that was changed; `manage.py reseal` makes it dispensable. "
        "Without it nobody reads what was sealed with it (docs/operations.md, Keys)."
    )
    return [
        Error(
            f"No key in FIELD_KEYS opens what was sealed with {key} ({where}).", hint=hint, id="config.E013"
        )
        for key, where in missing.items()
    ]


def _has_database() -> bool:
    """A SQLite file that is not there holds nothing sealed, and looking into it would make it."""
    is_file = connection.vendor == "sqlite" and connection.connection is None
    return not is_file or Path(str(connection.settings_dict["NAME"])).exists()


@register(Tags.database)
def check_database(
    app_configs: object, databases: Iterable[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """The database can be reached, and a production one has no demo account.

    Runs with `check --database default`, and before every `migrate`.
    """
    if "default" not in (databases or ()):
        return []
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        hint = "Look at DATABASE_URL, and whether the server runs and knows this database and role."
        return [Error(f"The database cannot be reached: {error}".strip(), hint=hint, id=AWAY)]
    table = User._meta.db_table
    if not settings.HTTPS or table not in connection.introspection.table_names():
        return []  # no table yet: nothing to refuse
    message = "There are demo accounts in this database; everybody knows their password."
    hint = "Start production with a database of its own; a rehearsed one is for training only."
    return [Error(message, hint=hint, id="config.E008")] if demo.listed().exists() else []


@register(Tags.database, deploy=True)
def check_migrations(
    app_configs: object, databases: Iterable[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """This version's migrations are all applied. Not before `migrate`, which is what applies them."""
    if "default" not in (databases or ()) or check_database(None, databases):
        return []
    loader = MigrationLoader(connection)
    waiting = sorted(".".join(step) for step in set(loader.graph.nodes) - set(loader.applied_migrations))
    if not waiting:
        return []
    message = f"{len(waiting)} migrations are not applied, the first is {waiting[0]}; pages of this version would fail."
    return [Error(message, hint="Run `manage.py migrate` with the owner's role.", id="config.E011")]


@register(Tags.database, deploy=True)
def check_role(
    app_configs: object, databases: Iterable[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """On PostgreSQL the running role owns nothing, so that no guard and no table is its to take away."""
    if "default" not in (databases or ()) or check_database(None, databases):
        return []
    return [
        Warning(message, hint="See docs/operations.md, Roles of the database.", id="config.W012")
        for message in database_roles.faults(connection)
    ]


def refuse_unfit(*, is_replacement: bool = False) -> None:
    """Called where a process starts to serve; raises ImproperlyConfigured with everything that stands against it.

    One that replaces a dead process of a running site starts while the database is away too, and answers 503 as the others do:
    the web server would end all of them when it did not.
    """
    try:
        found = _errors()
        errors = [error for error in found if not (is_replacement and error.id == AWAY)]
        if errors:
            told = "\n".join(f"{error.id}: {error.msg} {error.hint}" for error in errors)
            raise ImproperlyConfigured(f"This site may not start.\n{told}")
        if not found:
            keys.witness()
    except DatabaseError:  # it went while it was asked
        connection.close()
        if not is_replacement:
            raise


def _errors() -> list[CheckMessage]:
    found = [*check_settings(None), *check_keys(None)]
    for check in (check_database, check_migrations):
        found += check(None, databases=["default"])
    return [message for message in found if isinstance(message, Error)]


def end_unfit_process(**kwargs: object) -> None:
    """`refuse_unfit` for a Celery process, which goes on after any other exception."""
    try:
        refuse_unfit()
    except ImproperlyConfigured as unfit:
        raise SystemExit(str(unfit)) from unfit
