"""Nobody meets the complainant on any page (T-02), and each reader what is theirs (M-AC-04, 05, 06)."""

from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

from django.core.management import call_command
from django.urls import reverse

from casework.by import By
from casework.models import Notice
from complaints.confidentiality import Complainant
from complaints.models import Complaint
from complaints.services import acts as complaints_acts
from complaints.services import repeats
from law import clock
from tests.complaints.canaries import ADDRESS, CANARIES, ID, JOB, NAME, PHONE, WORDS
from tests.complaints.clients import body_of, signed_in
from tests.factories import trail
from tests.factories.complaints import complaint


def pages_of(record: Complaint) -> list[str]:
    acts = [
        "accept",
        "refuse",
        "redirect",
        "request_supplement",
        "receive_supplement",
        "conclude",
        "give_feedback",
    ]
    return [
        reverse("complaints:complaint_list"),
        reverse("complaints:complaint_list") + "?export=xlsx",
        reverse("complaints:complaint_list") + f"?q={NAME}",
        reverse("complaints:complaint_list") + f"?q={PHONE}",
        reverse("complaints:complaint_new"),
        record.get_absolute_url(),
        reverse("complaints:complaint_correct", args=[record.pk]),
        *[record.act_url(action) for action in acts],
        *[
            reverse("complaints:complaint_reveal", args=[record.pk, name])
            for name in ("name", "phone", "id_number", "address", "statement", "all")
        ],
        reverse("casework:inbox"),
    ]


def test_T_02_canaries_are_seen_by_nobody(
    everyone: list[Any], people: SimpleNamespace, record: Complaint
) -> None:
    audit_page = reverse("casework:audit_log")
    hits = []
    for person in everyone:
        client = signed_in(person)
        for page in [*pages_of(record), audit_page]:
            text = body_of(client.get(page))
            for typed in (NAME, PHONE) if "?q=" in page else ():
                text = text.replace(typed, "")  # the search box shows what was typed into it
            hits += [(person.role, page, canary) for canary in CANARIES if canary in text]
    assert not hits
    assert Notice.objects.exists()
    assert not [c for c in CANARIES for notice in Notice.objects.all() if c in str(notice)]


def test_T_02_searching_a_name_or_phone_finds_nothing(people: SimpleNamespace, record: Complaint) -> None:
    client = signed_in(people.leader)
    for text in (NAME, "金*"):
        response = client.get(reverse("complaints:complaint_list"), {"q": text})
        assert response.context["records"] == []
    for text in (PHONE, ID):
        response = client.get(reverse("complaints:complaint_list"), {"q": text})
        assert (response.status_code, response["Location"]) == (302, reverse("complaints:complaint_list"))


def test_reveal_page_for_every_role(everyone: list[Any], people: SimpleNamespace, record: Complaint) -> None:
    page = reverse("complaints:complaint_reveal", args=[record.pk, "all"])
    knowing = [people.inspector, people.colleague, people.leader]
    for person in everyone:
        client = signed_in(person)
        refused = client.post(page, {"reason": ""})
        assert not [c for c in CANARIES if c in body_of(refused)]
        assert refused.status_code == (422 if person.has_perm("complaints.reveal_identity") else 403)
        response = client.post(page, {"reason": "电话核实欠薪月份"})
        if person in knowing:
            text = body_of(response)
            assert response.status_code == 200
            assert all(value in text for value in (NAME, PHONE, ADDRESS, JOB, ID, WORDS))
            assert "no-store" in response["Cache-Control"]
        else:
            assert response.status_code == 403
            assert not [c for c in CANARIES if c in body_of(response)]
    looks = trail.entries(action="reveal_identity", is_success=True)
    assert {look.actor for look in looks} == set(knowing)
    assert all(look.reason == "电话核实欠薪月份" for look in looks)


def test_reveal_shows_only_the_field_asked_for(people: SimpleNamespace, record: Complaint) -> None:
    page = reverse("complaints:complaint_reveal", args=[record.pk, "phone"])
    text = body_of(signed_in(people.leader).post(page, {"reason": "回电核实"}))
    assert PHONE in text and NAME not in text and ID not in text


def test_revealing_is_never_a_get(people: SimpleNamespace, record: Complaint) -> None:
    page = reverse("complaints:complaint_reveal", args=[record.pk, "phone"]) + "?reason=回电核实"
    assert PHONE not in body_of(signed_in(people.leader).get(page))


def test_an_unknown_field_is_404(people: SimpleNamespace, record: Complaint) -> None:
    for field in ("person", "phone_index", "pk"):
        page = reverse("complaints:complaint_reveal", args=[record.pk, field])
        assert signed_in(people.leader).post(page, {"reason": "核实"}).status_code == 404


def test_the_record_page_tells_each_reader_what_is_theirs(people: SimpleNamespace, record: Complaint) -> None:
    seen = {
        people.leader: ("金*", "138****6666", "材料1.pdf"),
        people.head: ("身份保密。只有登记人、承办人、由此立案的案件承办人和大队负责人可以查看",),
        people.officer: ("有举报，身份保密",),
    }
    for person, words in seen.items():
        text = body_of(signed_in(person).get(record.get_absolute_url()))
        assert all(word in text for word in words), person
    for person in (people.head, people.officer, people.legal):
        text = body_of(signed_in(person).get(record.get_absolute_url()))
        assert "138****" not in text and "材料1" not in text


def test_a_town_reads_the_steps_but_not_the_brigades_words(
    people: SimpleNamespace, record: Complaint
) -> None:
    complaints_acts.conclude(
        record, by=By(people.colleague, off_plan="内部说明"), result="已责令支付三月工资"
    )
    text = body_of(signed_in(people.officer).get(record.get_absolute_url()))
    assert "内部说明" not in text and "已责令支付三月工资" not in text
    assert people.inspector.name not in text and people.colleague.name not in text
    assert "办结" in text


def test_M_AC_06_what_is_labelled_for_whistleblowers_does_not_exist_for_towns(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    secret = complaint(actor=people.inspector, employer=firm, label="whistleblower", content="地下仓库里的事")
    open_one = complaint(actor=people.inspector, employer=firm)
    client = signed_in(people.officer)
    listed = client.get(reverse("complaints:complaint_list"))
    assert listed.context["records"] == [open_one]
    assert [tab.count for tab in listed.context["tabs"]] == [1, 0, 0, None]
    assert secret.number not in body_of(listed) and "地下仓库" not in body_of(listed)
    for page in pages_of(secret)[5:-1]:
        assert client.get(page).status_code in (403, 404)
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert signed_in(people.legal).get(secret.get_absolute_url()).status_code == 200


def test_M_AC_05_another_towns_row_is_404(people: SimpleNamespace, record: Complaint) -> None:
    client = signed_in(people.stranger)
    assert client.get(record.get_absolute_url()).status_code == 404
    assert client.post(record.act_url("conclude"), {"result": "x"}).status_code == 404
    assert client.get(reverse("complaints:complaint_list")).context["records"] == []


def test_M_AC_04_administrators_and_leadership_have_no_way_in(
    people: SimpleNamespace, record: Complaint
) -> None:
    for person in (people.system, people.security, people.audit, people.contact, people.leadership):
        client = signed_in(person)
        assert client.get(reverse("complaints:complaint_list")).status_code == 403
        assert client.get(record.get_absolute_url()).status_code == 403
        assert not Complaint.objects.visible_to(person).exists()


def test_M_AU_01_looking_at_a_labelled_record_is_written_down(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    plain = complaint(actor=people.inspector, employer=firm)
    minors = complaint(actor=people.inspector, employer=firm, involves_minors=True)
    client = signed_in(people.legal)
    client.get(plain.get_absolute_url())
    client.get(minors.get_absolute_url())
    seen = trail.entries(action="view_sensitive")
    assert [entry.object_id for entry in seen] == [minors.pk]


def test_the_sealed_values_survive_a_change_of_keys(record: Complaint, settings: Any) -> None:
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = f"{'n' * 43} {old}"
    call_command("reseal", stdout=StringIO())
    settings.FIELD_KEYS = "n" * 43
    fresh = Complaint.objects.get(pk=record.pk)
    assert fresh.identity.phone == PHONE and fresh.identity.statement == WORDS
    with clock.at(date(2021, 5, 6)):
        again = complaint(
            actor=fresh.received_by,
            employer=fresh.employer,
            complainant=Complainant(name="另一写法", phone=PHONE),
        )
    assert repeats.likely_repeats(again) == [fresh]
