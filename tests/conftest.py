"""What tests of all rooms share: the day, two towns, one person of every role, and signed-in clients."""

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.db import connection, connections
from django.test import Client, TransactionTestCase

from accounts.models import User
from accounts.roles import Role
from campaign.querysets import forget_current
from casework import append_only
from law import clock, policy, workdays
from registry.models import Town
from tests import database, quick
from tests.factories import accounts as people
from tests.factories.registry import town
from tests.opened import Opened

TODAY = date(2021, 6, 23)
categories = import_module("registry.migrations.0002_seed_categories")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="write tests/permissions/urls.txt anew")
    parser.addoption("--quick", action="store_true", help="leave out what tests/quick.py names")


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords fast; read the two law tables only when a test reloads them; look for a static file when asked for one,
    not for all of them with each new client.

    Nothing depends on how slow the machine is: what is kept in the cache for half a minute is kept to the end of the test, and
    no example of a property has a time in which it must be done.
    """
    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.LAW_RECHECK_SECONDS = None
    django_settings.WHITENOISE_AUTOREFRESH = True
    backend = type(caches[DEFAULT_CACHE_ALIAS])
    ends = backend.get_backend_timeout
    backend.get_backend_timeout = lambda self, timeout=None: ends(self, None if timeout != 0 else 0)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--quick") and quick.leaves_out(_shown(collection_path)) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        left_out = [item for item in items if quick.leaves_out(f"{_shown(item.path)}::{item.originalname}")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def _shown(path: Path) -> str:
    return path.relative_to(django_settings.BASE_DIR).as_posix()


def pytest_collection_finish() -> None:
    """What is loaded by now stays; to look through it for garbage every few hundred objects took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def database_file(tmp_path_factory: Any) -> Path | None:
    """SQLite in a file: threads then meet the locks they meet in production, which a shared memory does not have."""
    if connection.vendor != "sqlite":
        return None
    return tmp_path_factory.mktemp("database") / "test.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, database_file: Path | None) -> None:
    if database_file:
        connection.settings_dict["TEST"]["NAME"] = str(database_file)


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig: pytest.Config, database_file: Path | None) -> bool:
    """True where a database that is migrated already could be taken over."""
    if database_file:
        return database.take(database.kept(pytestconfig.cache.mkdir("database")), database_file)
    return bool(pytestconfig.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config, django_db_setup: None, django_db_keepdb: bool, database_file: Path | None
) -> None:
    """The process that had to migrate leaves what it made to the next one."""
    if database_file and not django_db_keepdb:
        database.keep(database_file, database.kept(pytestconfig.cache.mkdir("database")))


@pytest.fixture(autouse=True, scope="session")
def flush_may_delete() -> Iterator[None]:
    """After a test with real transactions the tables are emptied: those written once refuse that, so not then; and what a
    migration put there comes back, as a core that has done its own tests goes on with those of another.
    """
    emptied = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        for alias in case._databases_names(include_mirrors=False):
            append_only.remove(connections[alias], list(append_only.all_guards()))
        try:
            emptied(case)
        finally:
            for alias in case._databases_names(include_mirrors=False):
                append_only.install(connections[alias], list(append_only.all_guards()))
                append_only.begin(connections[alias])
        categories.seed(apps, None)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = emptied


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process remembers from the database ends with the test, as its rows do, and never in the middle of it."""
    monkeypatch.setattr("campaign.querysets.monotonic", lambda: 0.0)

    def forget() -> None:
        cache.clear()
        forget_current()
        workdays.forget()
        policy.forget()
        shutil.rmtree(django_settings.ANCHOR_DIR, ignore_errors=True)

    forget()
    yield
    forget()


@pytest.fixture
def today() -> Iterator[date]:
    """The clock stands in phase three, 2021-06-23 at nine."""
    with clock.at(TODAY):
        yield TODAY


@pytest.fixture
def town_a(db: Any) -> Town:
    return town("370211001")


@pytest.fixture
def town_b(db: Any) -> Town:
    return town("370211102")


@pytest.fixture
def client_for() -> Callable[[User | None], Client]:
    """`client_for(user)` is a signed-in browser; `client_for(None)` one that is not."""

    def signed_in(user: User | None, **options: Any) -> Client:
        client = Opened(**options)
        if user is not None:
            client.force_login(user, backend="accounts.backends.RoleBackend")
        return client

    return signed_in


@pytest.fixture
def town_officer(town_a: Town) -> User:
    return people.user(Role.TOWN_OFFICER, town_a)


@pytest.fixture
def other_officer(town_b: Town) -> User:
    """The officer of the other town, to whom everything of town A is 404."""
    return people.user(Role.TOWN_OFFICER, town_b)


@pytest.fixture
def inspector(db: Any) -> User:
    return people.user(Role.INSPECTOR)


@pytest.fixture
def brigade_leader(db: Any) -> User:
    return people.user(Role.BRIGADE_LEADER)


@pytest.fixture
def bureau_head(db: Any) -> User:
    return people.user(Role.BUREAU_HEAD)


@pytest.fixture
def legal_reviewer(db: Any) -> User:
    return people.user(Role.LEGAL_REVIEWER)


@pytest.fixture
def leadership(db: Any) -> User:
    return people.user(Role.LEADERSHIP)


@pytest.fixture
def department_contact(db: Any) -> User:
    return people.user(Role.DEPARTMENT_CONTACT)


@pytest.fixture
def system_admin(db: Any) -> User:
    return people.user(Role.SYSTEM_ADMIN)


@pytest.fixture
def security_admin(db: Any) -> User:
    return people.user(Role.SECURITY_ADMIN)


@pytest.fixture
def audit_admin(db: Any) -> User:
    return people.user(Role.AUDIT_ADMIN)
