"""The same claim again (DOMAIN 3, 青岛条例 27(三)): while the first is under way it is attached, not filed twice."""

import uuid
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from casework.by import By
from casework.models import AuditEntry, Deadline, Notice
from casework.workflow import Refused
from complaints.models import Complaint
from complaints.services import acts
from complaints.workflow import State
from tests.complaints.clients import signed_in
from tests.factories.complaints import accepted, complainant, complaint, concluded


@pytest.fixture
def pair(people: SimpleNamespace, firm: Any, today: date) -> SimpleNamespace:
    told = complainant()
    first = complaint(actor=people.inspector, employer=firm, complainant=told)
    acts.accept(first, by=By(people.inspector), handler=people.colleague)
    again = complaint(actor=people.inspector, employer=firm, complainant=told, channel="hotline_12345",
                      external_deadline=date(2021, 5, 20))  # fmt: skip
    return SimpleNamespace(first=first, again=again)


def test_it_is_attached_and_ends_there(people: SimpleNamespace, pair: SimpleNamespace, today: date) -> None:
    acts.attach(pair.again, by=By(people.inspector), earlier=pair.first, note="已电话告知随原件反馈")
    again = Complaint.objects.get(pk=pair.again.pk)
    assert (again.state, again.earlier, again.closed_on) == (State.MERGED, pair.first, today)
    assert again.accepted_on is None and again.is_final
    assert not again.deadlines.running().exists()
    assert set(again.deadlines.values_list("outcome", flat=True)) == {Deadline.MET}
    assert again not in Complaint.objects.open()


def test_both_records_say_so(people: SimpleNamespace, pair: SimpleNamespace) -> None:
    acts.attach(pair.again, by=By(people.inspector), earlier=pair.first)
    mine = AuditEntry.objects.about(pair.again).get(action="attach")
    theirs = AuditEntry.objects.about(pair.first).get(action="take_in_repeat")
    assert pair.first.number in mine.data["note"] and pair.again.number in theirs.data["note"]
    assert Notice.objects.filter(user=people.colleague, what__contains="并入原件").count() == 1
    page = signed_in(people.colleague).get(pair.first.get_absolute_url()).content.decode()
    assert "已并入本件" in page and pair.again.number in page
    page = signed_in(people.colleague).get(pair.again.get_absolute_url()).content.decode()
    assert "并入的原件" in page and pair.first.get_absolute_url() in page


def test_only_into_the_same_claim_under_way(
    people: SimpleNamespace, pair: SimpleNamespace, firm: Any
) -> None:
    other = accepted(actor=people.inspector, employer=firm)
    with pytest.raises(Refused) as refused:
        acts.attach(pair.again, by=By(people.inspector), earlier=other)
    assert refused.value.code == "original"
    acts.conclude(pair.first, by=By(people.colleague), result="已责令支付")
    with pytest.raises(Refused) as refused:
        acts.attach(pair.again, by=By(people.inspector), earlier=pair.first)
    assert refused.value.code == "has_open_original"


def test_a_complaint_without_an_original_is_not_attached(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    alone, closed = complaint(actor=people.inspector, employer=firm), complainant()
    concluded(actor=people.inspector, employer=firm, complainant=closed)
    after = complaint(actor=people.inspector, employer=firm, complainant=closed)
    for record in (alone, after):
        with pytest.raises(Refused) as refused:
            acts.attach(record, by=By(people.inspector), earlier=record)
        assert refused.value.code == "has_open_original"
        acts.accept(record, by=By(people.inspector))


def test_accepting_it_all_the_same_needs_a_reason(people: SimpleNamespace, pair: SimpleNamespace) -> None:
    with pytest.raises(Refused) as refused:
        acts.accept(pair.again, by=By(people.inspector))
    assert refused.value.code == "repeat" and "并入原件" in refused.value.sentence
    acts.accept(pair.again, by=By(people.inspector), reason="反映的是四月份工资")
    assert AuditEntry.objects.about(pair.again).get(action="accept").reason == "反映的是四月份工资"


def test_by_its_pages(
    inspector_client: Client, people: SimpleNamespace, pair: SimpleNamespace, firm: Any
) -> None:
    page = inspector_client.get(pair.again.get_absolute_url())
    assert next(act for act in page.context["acts"] if act.is_primary).action == "attach"
    form = inspector_client.get(pair.again.act_url("attach")).context["form"]
    assert list(form.fields["earlier"].queryset) == [pair.first]
    sent = {"handler": people.inspector.pk, "submission": str(uuid.uuid4())}
    refused = inspector_client.post(pair.again.act_url("accept"), sent)
    assert refused.status_code == 422 and "另行受理" in "".join(refused.context["form"].errors["reason"])
    sent = {"earlier": pair.first.pk, "submission": str(uuid.uuid4()), "version": pair.again.version}
    assert inspector_client.post(pair.again.act_url("attach"), sent).status_code == 302
    assert Complaint.objects.get(pk=pair.again.pk).state == State.MERGED
    alone = complaint(actor=people.inspector, employer=firm)
    assert "reason" not in inspector_client.get(alone.act_url("accept")).context["form"].fields


def test_the_database_knows_no_merged_one_without_its_original(
    people: SimpleNamespace, pair: SimpleNamespace
) -> None:
    acts.attach(pair.again, by=By(people.inspector), earlier=pair.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=pair.again.pk).update(earlier=None)
