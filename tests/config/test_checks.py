"""What a production site refuses to start with."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts import demo
from config import checks
from law.clock import today
from tests.factories.accounts import user


@pytest.fixture
def production(settings: Any) -> Any:
    """Settings with which production may start."""
    settings.HTTPS = True
    settings.FIELD_KEYS = "k3Jq8-Zx7Vw2Lm9Rt5Yb1Nc6Hd4Gf0Ps"
    settings.SECRET_KEY = settings.FIELD_KEYS * 2
    settings.ALLOWED_HOSTS = ["jiancha.example.gov.cn"]
    settings.CAMPAIGN_TODAY = None
    settings.DEBUG = False
    settings.REDIS_URL = "redis://localhost/0"
    settings.IS_PROXY_TOLD = True
    settings.VAR_DIR, settings.STORAGE_URL = Path("/var/lib/jiancha"), "file:///var/lib/jiancha/files"
    return settings


def found() -> set[str]:
    return {message.id for message in checks.check_settings(None)}


def test_a_well_set_site_has_nothing_against_it(production: Any) -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("SECRET_KEY", "short-Secret-1", "config.E001"),
        ("SECRET_KEY", "a" * 50, "config.E001"),
        ("FIELD_KEYS", "", "config.E002"),
        ("FIELD_KEYS", "k3Jq8-Zx7Vw2Lm9Rt5Yb1Nc6Hd4Gf0Ps,short", "config.E002"),
        ("ALLOWED_HOSTS", [], "config.E003"),
        ("ALLOWED_HOSTS", ["*"], "config.E003"),
        ("CAMPAIGN_TODAY", today(), "config.E004"),
        ("DEBUG", True, "config.E005"),
        ("STORAGE_URL", "inside-static", "config.E006"),
        ("REDIS_URL", "", "config.W007"),
        ("IS_PROXY_TOLD", False, "config.W010"),
        ("STORAGE_URL", f"file://{settings.BASE_DIR}/var/files", "config.E012"),
        ("VAR_DIR", settings.BASE_DIR / "var", "config.E012"),
        ("METRICS_TOKEN", "easy", "config.W014"),
    ],
)
def test_each_fault_is_named(production: Any, setting: str, value: Any, code: str) -> None:
    if value == "inside-static":
        value = f"file://{Path(production.STATIC_ROOT) / 'files'}"
    setattr(production, setting, value)
    assert found() == {code}


def test_outside_production_nothing_is_asked(settings: Any) -> None:
    settings.HTTPS = False
    settings.SECRET_KEY = settings.FIELD_KEYS = ""
    settings.CAMPAIGN_TODAY = today()
    assert found() == set()


@pytest.mark.django_db
def test_production_refuses_to_start_with_demo_accounts(production: Any) -> None:
    checks.refuse_unfit()
    demo.create(username="wang", name="王一", role="inspector")
    with pytest.raises(ImproperlyConfigured, match=r"config\.E008"):
        checks.refuse_unfit()
    with pytest.raises(SystemExit, match=r"config\.E008"):
        checks.end_unfit_process()


@pytest.mark.django_db
def test_a_warning_does_not_keep_a_site_from_starting(production: Any) -> None:
    production.REDIS_URL = ""
    checks.refuse_unfit()


@pytest.mark.django_db
def test_a_demo_account_opens_nothing_in_production(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    demo.create(username="wang", name="王一", role="inspector")
    form = {"username": "wang", "password": demo.PASSWORD}
    assert client.post("/accounts/login/", form).status_code == 302
    settings.HTTPS = True
    assert client.get("/accounts/password/").status_code == 302, "a live session ends too"
    assert Client().post("/accounts/login/", form).status_code == 200


@pytest.mark.django_db
def test_real_accounts_are_nothing_to_refuse(production: Any) -> None:
    user()
    checks.refuse_unfit()
