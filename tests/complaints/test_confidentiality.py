"""The vault of complainants (条例 9、12; M-PI-01, M-DC-01, T-02): knowing, masking, revealing, canaries."""

import json
import re
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from casework import attachments
from casework.models import Attachment, AuditEntry, Notice
from casework.workflow import Refused
from complaints import services
from complaints.confidentiality import Complainant, masked, may_know, mention, reveal
from complaints.models import ComplainantIdentity, Complaint
from law import clock
from tests.factories.complaints import accepted, complaint, resident_id

NAME, PHONE, ADDRESS = "金丝雀甲乙丙", "13877776666", "金丝雀路七十七号"
JOB, WORDS, FILE = "金丝雀饲养员", "我是金丝雀，三月没有发工资", "金丝雀甲乙丙身份证"
ID = resident_id(777)
CANARIES = (NAME, PHONE, ADDRESS, JOB, WORDS, FILE, ID, "金丝雀", "77776666", ID[6:17])
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def told() -> Complainant:
    return Complainant(
        name=NAME,
        gender="女",
        age="57",
        occupation=JOB,
        id_number=ID,
        phone=PHONE,
        address=ADDRESS,
        statement=WORDS,
    )


@pytest.fixture(autouse=True)
def stored_here(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }


@pytest.fixture
def record(people: SimpleNamespace, firm: Any, told: Complainant, campaign: Any, today: date) -> Complaint:
    """Received by the inspector, handled by the colleague."""
    held = attachments.store(SimpleUploadedFile(f"{FILE}.pdf", PDF), uploaded_by=people.inspector)
    made = complaint(actor=people.inspector, employer=firm, complainant=told, files=[held])
    services.accept(made, actor=people.inspector, handler=people.colleague)
    return made


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def test_who_may_know(people: SimpleNamespace, everyone: list[Any], record: Complaint) -> None:
    knowing = [person for person in everyone if may_know(person, record)]
    assert knowing == [people.inspector, people.colleague, people.leader]
    for person in everyone:
        is_visible = ComplainantIdentity.objects.visible_to(person).filter(complaint=record).exists()
        assert is_visible is (person in knowing), "the filter and the rule must be the same"
        assert Attachment.objects.visible_to(person).exists() is (person in knowing)


def test_another_inspector_may_not_know(people: SimpleNamespace, firm: Any, today: date) -> None:
    mine = accepted(actor=people.inspector, employer=firm)
    assert not may_know(people.colleague, mine)
    assert mine in Complaint.objects.visible_to(people.colleague)


def test_M_PI_01_values_are_masked(record: Complaint) -> None:
    shown = {name: value for name, _label, value in masked(record)}
    assert shown["name"] == "金*"
    assert shown["phone"] == "138****6666"
    assert shown["id_number"] == f"{ID[:4]}**********{ID[-4:]}"
    assert ADDRESS not in shown["address"] and WORDS not in shown["statement"]


def test_M_PI_01_reveal_needs_a_reason_and_is_audited(people: SimpleNamespace, record: Complaint) -> None:
    for empty in ("", "   "):
        with pytest.raises(Refused) as refused:
            reveal(record, ["phone"], actor=people.colleague, reason=empty)
        assert refused.value.code == "no_reason"
    assert not AuditEntry.objects.filter(action="reveal_identity").exists()
    assert reveal(record, ["phone"], actor=people.colleague, reason="电话核实欠薪月份")[0][1] == PHONE
    entry = AuditEntry.objects.get(action="reveal_identity")
    assert (entry.actor, entry.reason, entry.data) == (
        people.colleague,
        "电话核实欠薪月份",
        {"fields": ["phone"]},
    )


def test_M_AU_01_a_refused_look_is_audited_too(people: SimpleNamespace, record: Complaint) -> None:
    with pytest.raises(Refused) as refused:
        reveal(record, ["name"], actor=people.head, reason="想知道")
    assert refused.value.code == "may_not_know"
    assert AuditEntry.objects.get(action="reveal_identity").is_success is False


def test_a_reason_may_not_name_the_complainant(people: SimpleNamespace, record: Complaint) -> None:
    with pytest.raises(Refused) as refused:
        reveal(record, ["phone"], actor=people.leader, reason=f"给{NAME}回电话")
    assert refused.value.code == "identity_in_text"


@pytest.mark.parametrize(
    "words", [f"已告知{NAME}", "电话 138 7777 6666", f"住在{ADDRESS}", f"证号{ID.lower()}"]
)
def test_T_02_the_words_of_an_act_may_not_name_the_complainant(
    people: SimpleNamespace, record: Complaint, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.conclude(record, actor=people.colleague, result=words)
    assert refused.value.code == "identity_in_text"
    assert Complaint.objects.get(pk=record.pk).state == "accepted"


def test_the_check_tells_nothing_to_those_who_may_not_know(
    people: SimpleNamespace, firm: Any, told: Complainant, today: date
) -> None:
    """For them the answer would be an oracle: does it object to this name?"""
    mine = accepted(actor=people.inspector, employer=firm, complainant=told)
    services.conclude(mine, actor=people.colleague, result=f"与{NAME}无关")
    assert mine.state == "concluded"


def test_mention_looks_through_spaces_and_full_width_forms(told: Complainant) -> None:
    assert mention(told, "电话：１３８ ７７７７-６６６６") == "电话"
    assert mention(told, "海风餐饮拖欠工资") == ""
    assert mention(Complainant(), "任何话") == ""


def test_T_02_nothing_of_the_vault_in_the_names_of_things(record: Complaint) -> None:
    vault = record.identity
    texts = [str(record), repr(record), str(vault), repr(vault), repr(Complainant(name=NAME))]
    assert not any(canary in text for canary in CANARIES for text in texts)


def test_M_DC_01_no_plain_identity_anywhere_in_the_database(
    people: SimpleNamespace, record: Complaint
) -> None:
    reveal(record, ["name", "phone"], actor=people.leader, reason="核对身份")
    services.conclude(record, actor=people.colleague, result="已付清")
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            assert not [canary for canary in CANARIES if canary in text], table
    assert "complaints_complainantidentity" in tables


def test_M_DC_01_a_dump_by_django_is_sealed_and_loads_again(record: Complaint) -> None:
    out = StringIO()
    call_command("dumpdata", "complaints", stdout=out)
    assert not [canary for canary in CANARIES if canary in out.getvalue()]
    rows = json.loads(out.getvalue())
    sealed = next(row["fields"]["name"] for row in rows if row["model"] == "complaints.complainantidentity")
    assert ComplainantIdentity._meta.get_field("name").to_python(sealed) == NAME


def test_T_02_file_names_of_the_complainant_are_not_kept(people: SimpleNamespace, record: Complaint) -> None:
    file = Attachment.objects.get()
    assert file.record == record.identity
    assert file.name == "材料1.pdf"


def test_DEC_3_a_reporters_photo_loses_what_the_camera_wrote(
    people: SimpleNamespace,
    firm: Any,
    today: date,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARYCAMERA"
    picture = BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG", exif=exif)
    upload = SimpleUploadedFile("证据.jpg", picture.getvalue())
    held = attachments.store(upload, uploaded_by=people.inspector)
    with django_capture_on_commit_callbacks(execute=True):
        made = complaint(actor=people.inspector, employer=firm, files=[held])
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert not [path for path in stored if b"CANARYCAMERA" in path.read_bytes()]
    kept = Attachment.objects.get()
    assert kept.record == made.identity and attachments.is_intact(kept)


def test_the_vault_is_opened_nowhere_else() -> None:
    """DESIGN 2.9: only confidentiality.py goes from a complaint to who made it; no list joins the vault."""
    room = Path(services.__file__).parent.parent
    texts = {str(path.relative_to(room)): path.read_text(encoding="utf-8") for path in room.rglob("*.py")}
    assert not [name for name, text in texts.items() if re.search(r"(?<!models)(?<!law)\.identity\b", text)]
    assert {name for name, text in texts.items() if "ComplainantIdentity" in text} == {
        "confidentiality.py",  # opens it
        "services/vault.py",  # fills it
        "management/commands/reseal_identities.py",
        "services/repeats.py",  # compares persons, opens nothing
        "views/record.py",  # lists the files kept with it
        "models/__init__.py",
        "models/identity.py",
        "migrations/0001_initial.py",
    }


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


def body_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(raw))
        raw = b"".join(archive.read(name) for name in archive.namelist())
    return raw.decode("utf-8", "replace")


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
    assert not [c for c in CANARIES for notice in Notice.objects.all() if c in notice.text]


def test_T_02_searching_a_name_or_phone_finds_nothing(people: SimpleNamespace, record: Complaint) -> None:
    client = signed_in(people.leader)
    for text in (NAME, PHONE, ID, "金*"):
        response = client.get(reverse("complaints:complaint_list"), {"q": text})
        assert response.context["records"] == []


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
    looks = AuditEntry.objects.filter(action="reveal_identity", is_success=True)
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
        people.head: ("身份保密。只有登记人、承办人和大队负责人可以查看",),
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
    services.conclude(record, actor=people.colleague, result="已责令支付三月工资", reason="内部说明")
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
    assert [tab.count for tab in listed.context["tabs"]] == [1, 0, 0, 1]
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
    seen = AuditEntry.objects.filter(action="view_sensitive")
    assert [entry.object_id for entry in seen] == [minors.pk]


def test_the_sealed_values_survive_a_change_of_keys(record: Complaint, settings: Any) -> None:
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = f"{'n' * 43} {old}"
    call_command("reseal_identities", stdout=StringIO())
    settings.FIELD_KEYS = "n" * 43
    fresh = Complaint.objects.get(pk=record.pk)
    assert fresh.identity.phone == PHONE and fresh.identity.statement == WORDS
    with clock.at(date(2021, 5, 6)):
        again = complaint(
            actor=fresh.received_by,
            employer=fresh.employer,
            complainant=Complainant(name="另一写法", phone=PHONE),
        )
    assert services.likely_repeats(again) == [fresh]
