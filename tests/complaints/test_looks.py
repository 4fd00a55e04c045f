"""CMP-18: those who decide are told of looks beyond the usual; what is counted of the looks is what is listed."""

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from casework.by import By
from casework.models import Notice
from complaints.confidentiality import open_file, reveal
from complaints.models import Complaint
from law.policy import integer
from tests.complaints.clients import body_of, signed_in
from tests.factories import trail


def told(person: Any) -> list[str]:
    return [notice.what for notice in Notice.objects.filter(user=person) if "多于通常" in notice.what]


def look(record: Complaint, person: Any, times: int) -> None:
    for turn in range(times):
        if turn % 2:
            open_file(record, uuid4(), by=By(person), reason="核对工资条月份")
        else:
            reveal(record, ["phone"], by=By(person), reason="电话核实欠薪月份")


def test_CMP_18_looks_and_files_opened_beyond_the_usual_are_told_of(
    people: SimpleNamespace, record: Complaint
) -> None:
    usual = integer("complaint.usual_looks")
    look(record, people.inspector, usual)
    assert not Notice.objects.filter(what__contains="多于通常").exists()
    look(record, people.inspector, 1)
    for person in (people.leader, people.head):
        (text,) = told(person)
        assert people.inspector.name in text and f"{usual + 1} 次" in text
    look(record, people.inspector, usual - 1)
    assert len(told(people.leader)) == 1, "not with each further one"
    look(record, people.inspector, 1)
    assert len(told(people.leader)) == 2
    assert not told(people.inspector) and not told(people.officer) and not told(people.colleague)


def test_CMP_18_nobody_watches_over_himself(people: SimpleNamespace, record: Complaint) -> None:
    look(record, people.leader, integer("complaint.usual_looks") + 1)
    assert told(people.head) and not told(people.leader)


def test_CMP_18_a_refused_look_is_no_look(people: SimpleNamespace, record: Complaint) -> None:
    usual = integer("complaint.usual_looks")
    for _turn in range(usual + 2):
        signed_in(people.officer).post(f"{record.get_absolute_url()}identity/phone/", {"reason": "核对"})
    assert trail.entries(action="reveal_identity", is_success=True).count() == 0
    assert not Notice.objects.filter(what__contains="多于通常").exists()


@pytest.mark.parametrize("name", ["officer", "leader", "inspector", "head", "legal"])
def test_CMP_18_the_number_and_the_list_agree_for_each_reader(
    people: SimpleNamespace, record: Complaint, name: str
) -> None:
    look(record, people.inspector, 3)
    client = signed_in(getattr(people, name))
    page = client.get(record.get_absolute_url())
    if page.status_code != 200:
        return
    choices = {choice.label: choice for choice in page.context["event_filters"]}
    for choice in choices.values():
        shown = client.get(f"{record.get_absolute_url()}{choice.url}")
        assert len(shown.context["timeline"]) == choice.count, choice.label
    assert ("查看和下载" in map(str, choices)) is (name != "officer")
    if name == "officer":
        assert not re.search(r"查看和下载|查看身份信息", body_of(page))
