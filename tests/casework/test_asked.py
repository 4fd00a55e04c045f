"""CMP-20: a number of a person is neither looked for by an address nor kept of it."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from law.personal import UNSENT, holds_number
from tests.casework.test_list_filters import lists, who_may
from tests.factories import accounts, trail

pytestmark = pytest.mark.django_db

PHONE, NUMBER = "13800000011", "37021119900307123X"
PERSONAL = [
    PHONE, "138 0000 0011", "138-0000-0011", "+8613800000011", "0086 138 0000 0011", "张某 13800000011",
    "138\u20140000\u20140011",
    "1 3 8 0 0 0 0 0 0 1 1", NUMBER, "370211 19900307 123x", "３７０２１１１９９００３０７１２３４", "身份证370211199003071234",
    "0532-86160000", "(0532)86160000", "138\u200b00000011",
    "370211900307123", "370211 900307 123", "身份证３７０２１１９００３０７１２３", "0532-86123456", "0532 8612 3456",
    "053286123456", "０５３２－８６１２３４５６", "010-62345678", "0536-8234567", "+86 532 86123456", "0086-0532-86123456",
    "电话（0532）8612-3456",
]  # fmt: skip
NOT_PERSONAL = [
    "", "海风", "青西新人社监投字〔2021〕第13号", "2021-04-30", "20210429000123", "91370211MA3C12345X", "913702001638061237",
    "138", "3702111990", "2021-04-30 2021-05-29", "2021-4-30 2021-05-29", "370211", "100000000000000", "370211013200123",
    "0532", "86123456", "A370211900307123", "2021-0532-0086", "20210430-00012",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONAL)
def test_CMP_20_a_number_of_a_person_is_known_in_every_spelling(text: str) -> None:
    assert holds_number(text)


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_CMP_20_numbers_of_records_and_employers_are_no_persons(text: str) -> None:
    assert not holds_number(text)
    assert re.fullmatch(UNSENT, text), "and are sent"


@pytest.mark.parametrize(
    "text",
    [
        PHONE, "138 0000 0011", "+8613800000011", "张某13800000011", NUMBER,
        "370211900307123", "0532-86123456", "(0532)86123456", "电话0532 8612 3456",
    ],
)  # fmt: skip
def test_CMP_20_the_browser_does_not_even_send_one(text: str) -> None:
    assert not re.fullmatch(UNSENT, text)


@pytest.fixture
def people() -> list[Any]:
    return [
        accounts.user(role)
        for role in ("brigade_leader", "inspector", "town_officer", "security_admin", "audit_admin")
    ]


def test_CMP_20_every_list_leads_away_from_it_and_the_trail_keeps_nothing(people: list[Any]) -> None:
    for name, view in lists():
        client = Client()
        client.force_login(who_may(view, people), backend="accounts.backends.RoleBackend")
        asked = {"q": f"张某 {PHONE}", "town": "", "export": "xlsx"}
        answer = client.get(reverse(name), asked)
        assert answer.status_code == 302, name
        led = urlsplit(answer["Location"])
        assert led.path == reverse(name) and not {"q", "export"} & set(
            parse_qs(led.query, keep_blank_values=True)
        )
        assert "没有按它查找" in client.get(answer["Location"]).content.decode(), name
    assert not [entry for entry in trail.entries() if PHONE in str(entry.data)]
    assert not trail.entries(action="export").exists()


def test_CMP_20_the_search_of_every_page_and_signed_out_too(people: list[Any]) -> None:
    client = Client()
    client.force_login(people[0], backend="accounts.backends.RoleBackend")
    answer = client.get("/search/", {"q": NUMBER})
    assert (answer.status_code, answer["Location"]) == (302, "/search/")
    out = Client().get(f"/accounts/login/?next=/complaints/%3Fq%3D{PHONE}")
    assert (out.status_code, out["Location"]) == (302, "/accounts/login/")


def test_CMP_20_every_search_field_says_so(people: list[Any]) -> None:
    for name, view in lists():
        client = Client()
        client.force_login(who_may(view, people), backend="accounts.backends.RoleBackend")
        for tag in re.findall(r"<input[^>]*name=\"q\"[^>]*>", client.get(reverse(name)).content.decode()):
            assert "pattern=" in tag, f"{name}: {tag}"
