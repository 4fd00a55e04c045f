"""The pages that ask for and show the fine of a person responsible, in a real browser on a phone and on a wide screen."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

from inspections.cases.models import Case
from law import clock
from tests.factories import accounts
from tests.factories import cases as make
from tests.pages.test_pages_browser import CHROMIUM, PHONE, WIDE, Tab, _faults, playwright, pytestmark

__all__ = ["pytestmark"]
DAY = make.LEDGER_DAY
SECOND = {"role": "head", "name": "孙某", "address": "青岛市黄岛区长江路2号"}


def _answers(client_for: Callable[..., Client]) -> Iterator[tuple[str, Any]]:
    """Each act on the way whose page names persons, and the record with what they owe and paid."""
    people = {role: accounts.user(role) for role in ("brigade_leader", "bureau_head")}
    case = make.ledger(people=(make.RESPONSIBLE, SECOND))
    with clock.at(DAY):
        people["inspector"] = case.lead
        way = (
            ("brigade_leader", "give_notice"), ("inspector", "record_statement"), ("inspector", "submit_decision"),
            ("bureau_head", "decide"), ("inspector", "serve"), ("inspector", "record_payment"), ("inspector", "record_appeal"),
        )  # fmt: skip
        for role, action in way:
            yield action, client_for(people[role]).get(case.act_url(action))
            _go_on(case, action)
            case = Case.objects.get(pk=case.pk)
        yield "record_appeal_result", client_for(case.lead).get(case.act_url("record_appeal_result"))
        yield "case", client_for(case.lead).get(case.get_absolute_url(), {"tab": "approval"})


def _go_on(case: Case, action: str) -> None:
    if action == "record_payment":
        make.do(case, action, what="person_fine", person="孙某", paid_amount=4000)
        return
    if action == "record_statement":
        make.do(case, action, statement_of="孙某")
        make.do(case, action, statement_of=make.RESPONSIBLE["name"])
    make.do(case, action)
    if action == "give_notice":
        make.deliver_all(case)


def test_fines_of_persons_are_asked_for_and_shown(db: Any, client_for: Callable[..., Client]) -> None:
    answers = list(_answers(client_for))
    assert [answer.status_code for _name, answer in answers] == [200] * len(answers)
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = Tab(browser.new_page())
        found = [
            f"{name}: {fault}"
            for name, answer in answers
            for width in (PHONE, WIDE)
            for fault in _faults(tab, answer, width)
        ]
        browser.close()
    assert not found, "\n".join(found)
