"""The audit administrator's page speaks Chinese; the codes stay in the trail."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts.roles import Role
from casework import audit
from casework.by import By
from casework.models import AuditEntry
from tests.factories import accounts, complaints

pytestmark = pytest.mark.django_db
PAGE = "/work/audit/"


@pytest.fixture
def browser(client_for: Any) -> Client:
    return client_for(accounts.user(Role.AUDIT_ADMIN))


def test_acts_and_other_verbs_stand_with_their_labels(browser: Client, inspector: Any) -> None:
    complaints.complaint(actor=inspector)
    audit.note("sign_in", by=By(inspector))
    audit.note("retired_verb", by=By(inspector))
    shown = {entry.action: entry.action_label for entry in browser.get(PAGE).context["records"]}
    assert shown["register"] == "登记"
    assert shown["sign_in"] == "登录"
    assert shown["retired_verb"] == "retired_verb", "what nobody knows any more is shown as it is"
    cells = browser.get(PAGE).content.decode()
    assert ">登录</td>" in cells and ">sign_in</td>" not in cells


def test_the_verb_is_chosen_from_labels_and_filters_by_its_code(browser: Client, inspector: Any) -> None:
    for verb in ("sign_in", "sign_out"):
        audit.note(verb, by=By(inspector))
    page = browser.get(PAGE, {"action": "sign_in"})
    assert {entry.action for entry in page.context["records"]} == {"sign_in"}
    assert '<option value="sign_in" selected>登录</option>' in page.content.decode()
    assert [chip.value for chip in page.context["filter_chips"]] == ["登录"]
    assert browser.get(PAGE, {"action": "no_such"}).status_code == 200


def test_days_are_picked_from_a_calendar(browser: Client) -> None:
    page = browser.get(PAGE, {"since": "2021-06-01"}).content.decode()
    assert page.count("data-day=") == 2
    assert 'value="2021-06-01"' in page


@pytest.mark.parametrize(
    ("verb", "code", "told"),
    [
        ("accept", "state", "当时的状态不能办理"),
        ("accept", "has_employer", "还没有确定是哪一家用人单位。"),
        ("reveal_identity", "may_not_know", "不在可以查看身份信息的人员之内"),
        ("accept", "an_older_code", "an_older_code"),
    ],
)
def test_a_refusal_is_told_in_words(verb: str, code: str, told: str, inspector: Any) -> None:
    entry = audit.note(verb, by=By(inspector), reason=code, is_success=False)
    assert entry.reason_label.startswith(told)


def test_the_reason_of_a_deed_stands_as_it_was_written(inspector: Any) -> None:
    assert audit.note("set_policy", by=By(inspector), reason="state").reason_label == "state"


def test_the_export_speaks_as_the_page_does(browser: Client, inspector: Any) -> None:
    audit.note("accept", by=By(inspector), reason="state", is_success=False)
    file = io.BytesIO(b"".join(browser.get(PAGE, {"export": "xlsx"}).streaming_content))
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    told = next(row for row in rows if row[3] == "受理")
    assert (told[5], told[6]) == ("拒绝", "当时的状态不能办理")
    assert AuditEntry.objects.filter(action="accept").get().reason == "state"
