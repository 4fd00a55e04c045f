"""What may be entered, and how it is put right."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from complaints.confidentiality import Complainant
from complaints.models import ComplainantIdentity, Complaint
from complaints.services import acts, intake, repeats
from law.clock import now
from law.matters import MATTERS, are_sensitive
from tests.factories.complaints import accepted, complainant, complaint, report, resident_id


def refused(**facts: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        complaint(**facts)
    assert not Complaint.objects.exists()
    assert not AuditEntry.objects.filter(action="register").exists()
    return caught.value


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"kind": "complaint", "is_anonymous": True}, "投诉须实名"),
        ({"complainant": Complainant(phone="13912345678")}, "请填写姓名"),
        ({"complainant": Complainant(name="证人甲")}, "电话或住址"),
        ({"complainant": Complainant(name="证人甲", phone="139123")}, "位数"),
        ({"complainant": Complainant(name="证人甲", phone="13912345678", id_number="1234")}, "18位"),
        ({"kind": "report", "complainant": Complainant(phone="13912345678")}, "匿名举报"),
        ({"kind": "report", "is_anonymous": True, "complainant": complainant()}, "不是匿名"),
        ({"matters": []}, "至少选一项"),
        ({"matters": ["no_such_matter"]}, "至少选一项"),
        ({"content": "  "}, "反映的事实"),
        ({"employer_named": " "}, "用人单位"),
        ({"workers_count": 0}, "至少为 1"),
        ({"amount": -1}, "不能小于 0"),
        ({"act_ended_on": date(2021, 5, 1)}, "不能晚于今天"),
        ({"external_deadline": date(2021, 4, 29)}, "早于收到日期"),
        (
            {"complainant": Complainant(name="孙大海", phone="13912345678"), "content": "孙 大海反映欠薪"},
            "姓名",
        ),
        (
            {"complainant": Complainant(name="孙大海", phone="13912345678"), "content": "电139-1234-5678"},
            "电话",
        ),
        (
            {"complainant": Complainant(name="孙大海", phone="13912345678"), "employer_named": "孙大海处"},
            "姓名",
        ),
    ],
)
def test_what_is_wrong_is_said(
    people: SimpleNamespace, today: date, facts: dict[str, Any], word: str
) -> None:
    assert word in refused(actor=people.inspector, **facts).sentence


def test_received_in_the_future_is_refused(people: SimpleNamespace, today: date) -> None:
    assert (
        "不能晚于现在" in refused(actor=people.inspector, received_at=now() + timedelta(minutes=1)).sentence
    )


def test_the_database_itself_refuses_an_anonymous_complaint(people: SimpleNamespace, today: date) -> None:
    record = complaint(actor=people.inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=record.pk).update(is_anonymous=True)


@pytest.mark.parametrize("state", ["accepted", "refused", "concluded"])
def test_the_database_itself_refuses_half_a_decision(
    people: SimpleNamespace, today: date, state: str
) -> None:
    record = complaint(actor=people.inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint._base_manager.filter(pk=record.pk).update(state=state, version=F("version") + 1)


def test_the_town_is_that_of_the_employer(people: SimpleNamespace, firm: Any, today: date) -> None:
    assert complaint(actor=people.inspector, employer=firm, town=people.there).town == people.here
    assert complaint(actor=people.inspector, town=people.there).town == people.there


@pytest.mark.parametrize("code", [code for code in MATTERS if are_sensitive([code])])
def test_CMP_06_the_matter_decides_the_least_label(
    people: SimpleNamespace, firm: Any, today: date, code: str
) -> None:
    told = {
        "actor": people.inspector,
        "employer": firm,
        "matters": ["wage_arrears", code],
        "label": "general",
    }
    assert complaint(**told).label == "sensitive"
    anonymous = report(**told)
    assert anonymous.label == "whistleblower"
    assert anonymous not in Complaint.objects.visible_to(people.officer)


def test_CMP_06_a_report_by_name_is_protected_unless_said_otherwise(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    told = {"actor": people.inspector, "employer": firm, "kind": "report"}
    assert complaint(**told).label == "whistleblower"
    assert complaint(**told, label="general").label == "general"
    assert complaint(**told, is_anonymous=True).label == "general"
    assert complaint(actor=people.inspector, employer=firm).label == "general"


def test_CMP_06_a_correction_raises_the_label_with_the_matters(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    intake.correct(record, by=By(people.inspector), reason="核对", matters=["forced_labour"])
    assert record.label == "sensitive" and not record.involves_minors
    intake.correct(record, by=By(people.inspector), reason="核对", label="general")
    assert record.label == "sensitive"


def test_matters_about_minors_label_the_record(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm, matters=["child_labour"])
    assert record.involves_minors and record.label == "sensitive"
    ticked = complaint(actor=people.inspector, employer=firm, involves_minors=True)
    assert ticked.label == "sensitive"
    secret = complaint(actor=people.inspector, matters=["child_labour"], label="whistleblower")
    assert secret.label == "whistleblower" and secret.involves_minors


def test_the_same_person_is_recognised_over_complaints(people: SimpleNamespace, today: date) -> None:
    number = resident_id()
    first = complaint(actor=people.inspector, complainant=complainant(phone="13900000001", id_number=number))
    second = complaint(actor=people.inspector, complainant=complainant(phone="139 0000 0001"))
    third = complaint(
        actor=people.inspector, complainant=complainant(phone="13900000002", id_number=number.lower())
    )
    other = complaint(
        actor=people.inspector, complainant=complainant(phone="13900000001", id_number=resident_id())
    )
    person = {record.pk: record.identity.person for record in (first, second, third, other)}
    assert person[first.pk] == person[second.pk] == person[third.pk]
    assert person[other.pk] != person[first.pk] or ComplainantIdentity.objects.get(complaint=other).id_index


def test_two_known_to_be_one_are_joined(people: SimpleNamespace, today: date) -> None:
    number = resident_id()
    a = complaint(actor=people.inspector, complainant=complainant(phone="13900000011"))
    b = complaint(actor=people.inspector, complainant=complainant(phone="13900000012", id_number=number))
    assert a.identity.person != b.identity.person
    complaint(actor=people.inspector, complainant=complainant(phone="13900000011", id_number=number))
    persons = set(ComplainantIdentity.objects.values_list("person", flat=True))
    assert len(persons) == 1


def test_likely_repeats_need_person_employer_and_matter(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    told = complainant()
    first = complaint(actor=people.inspector, employer=firm, complainant=told)
    same = complaint(
        actor=people.inspector, employer=firm, complainant=told, matters=["wage_arrears", "no_insurance"]
    )
    complaint(actor=people.inspector, employer=firm, complainant=told, matters=["maternity_leave"])
    complaint(actor=people.inspector, complainant=told)
    complaint(actor=people.inspector, employer=firm)
    report(actor=people.inspector, employer=firm)
    assert repeats.likely_repeats(same) == [first]
    assert repeats.likely_repeats(first) == [same]


def test_likely_repeats_of_an_unknown_employer_go_by_its_name(people: SimpleNamespace, today: date) -> None:
    told = complainant()
    first = complaint(actor=people.inspector, complainant=told)
    second = complaint(actor=people.inspector, complainant=told)
    other = complaint(actor=people.inspector, complainant=told, employer_named="山上的另一家")
    assert repeats.likely_repeats(second) == [first] and repeats.likely_repeats(other) == []


def test_nobody_recognises_an_anonymous_reporter(people: SimpleNamespace, firm: Any, today: date) -> None:
    report(actor=people.inspector, employer=firm)
    assert repeats.likely_repeats(report(actor=people.inspector, employer=firm)) == []


def test_a_correction_names_the_employer_and_is_audited(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector)
    intake.correct(record, by=By(people.colleague), reason="按地址查到", employer=firm, label="whistleblower")
    record.refresh_from_db()
    assert (record.employer, record.town, record.label) == (firm, firm.town, "whistleblower")
    entry = AuditEntry.objects.about(record).get(action="correct_complaint")
    assert entry.data["changes"]["label"] == ["general", "whistleblower"]
    assert entry.reason == "按地址查到"
    acts.accept(record, by=By(people.inspector))


def test_a_correction_of_nothing_writes_nothing(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    intake.correct(record, by=By(people.inspector), reason="核对", employer=firm, label="general")
    assert not AuditEntry.objects.filter(action="correct_complaint").exists()


def test_after_acceptance_the_employer_stays(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = accepted(actor=people.inspector, employer=firm)
    with pytest.raises(Refused) as caught:
        intake.correct(record, by=By(people.inspector), reason="改", act_ended_on=date(2021, 1, 1))
    assert caught.value.code == "fixed"
    intake.correct(record, by=By(people.inspector), reason="补录", workers_count=12)
    assert record.workers_count == 12


def test_a_correction_of_an_old_page_is_a_conflict(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    old = Complaint.objects.get(pk=record.pk)
    intake.correct(record, by=By(people.inspector), reason="补录", workers_count=12)
    with pytest.raises(Refused) as caught:
        intake.correct(old, by=By(people.leader), reason="补录", workers_count=13)
    assert caught.value.code == "conflict" and old.workers_count is None


def test_a_moment_without_zone_is_shanghai_time(people: SimpleNamespace, today: date) -> None:
    record = complaint(actor=people.inspector, received_at=datetime(2021, 4, 29, 23, 30))
    assert record.received_on == date(2021, 4, 29)
