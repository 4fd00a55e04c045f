"""The vault of complainants (条例 9、12; M-PI-01, M-DC-01, T-02): who may know, masking, revealing, sealing."""

import json
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from PIL import Image

from casework import attachments
from casework.by import By
from casework.models import Attachment
from casework.workflow import Refused
from complaints import services
from complaints.confidentiality import Complainant, masked, may_know, mention, reveal
from complaints.models import ComplainantIdentity, Complaint
from complaints.services import acts
from tests.complaints.canaries import ADDRESS, CANARIES, ID, NAME, PHONE, WORDS
from tests.factories import trail
from tests.factories.complaints import accepted, complaint


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
            reveal(record, ["phone"], by=By(people.colleague), reason=empty)
        assert refused.value.code == "no_reason"
    assert not trail.entries(action="reveal_identity").exists()
    assert reveal(record, ["phone"], by=By(people.colleague), reason="电话核实欠薪月份")[0][1] == PHONE
    entry = trail.entries(action="reveal_identity").get()
    assert (entry.actor, entry.reason, entry.data) == (
        people.colleague,
        "电话核实欠薪月份",
        {"fields": ["phone"]},
    )


def test_M_AU_01_a_refused_look_is_audited_too(people: SimpleNamespace, record: Complaint) -> None:
    with pytest.raises(Refused) as refused:
        reveal(record, ["name"], by=By(people.head), reason="想知道")
    assert refused.value.code == "may_not_know"
    assert trail.entries(action="reveal_identity").get().is_success is False


def test_a_reason_may_not_name_the_complainant(people: SimpleNamespace, record: Complaint) -> None:
    with pytest.raises(Refused) as refused:
        reveal(record, ["phone"], by=By(people.leader), reason=f"给{NAME}回电话")
    assert refused.value.code == "identity_in_text"


@pytest.mark.parametrize(
    "words", [f"已告知{NAME}", "电话 138 7777 6666", f"住在{ADDRESS}", f"证号{ID.lower()}"]
)
def test_T_02_the_words_of_an_act_may_not_name_the_complainant(
    people: SimpleNamespace, record: Complaint, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        acts.conclude(record, by=By(people.colleague), result=words)
    assert refused.value.code == "identity_in_text"
    assert Complaint.objects.get(pk=record.pk).state == "accepted"


def test_the_check_tells_nothing_to_those_who_may_not_know(
    people: SimpleNamespace, firm: Any, told: Complainant, today: date
) -> None:
    """For them the answer would be an oracle: does it object to this name?"""
    mine = accepted(actor=people.inspector, employer=firm, complainant=told)
    acts.conclude(mine, by=By(people.colleague), result=f"与{NAME}无关")
    assert mine.state == "concluded"


VARIANTS = (
    "阿布都•样例",
    "阿布都・样例",
    "阿布都‧样例",
    "阿布都.样例",
    "阿布都 样例",
    "阿布都样例",
    "阿布\u200b都·样\u200b例",
)


@pytest.mark.parametrize("spelled", [*VARIANTS, "阿 布 都", "样例同志", "阿\u2060布都。样例"])
def test_CMP_02_a_name_is_found_in_every_spelling(spelled: str) -> None:
    told = Complainant(name="阿布都·样例", phone="13800000000")
    assert mention(told, f"{spelled}反映拖欠工资") == "姓名"
    for stored in VARIANTS[:-1]:
        assert mention(Complainant(name=stored), f"{VARIANTS[0]}反映拖欠工资") == "姓名"


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("+8613800000011", "可联系13800000011"),
        ("0086 138 0000 0000", "联系13800000000"),
        ("138—0000—0000", "联系13800000000"),
        ("0532-86160000", "联系86160000"),
        ("86160000", "联系0532-86160000"),
        ("010-62000000", "打６２００　００００"),
        ("0532-86160000转801", "联系8616 0000"),
        ("13800000000", "一三八〇〇〇〇〇〇〇〇"),
        ("13800000000", "(+86)138.0000.0000"),
        ("+852 9123 4567", "电话91234567"),
    ],
)
def test_CMP_02_a_phone_is_found_with_and_without_its_codes(stored: str, written: str) -> None:
    assert mention(Complainant(phone=stored), written) == "电话"


@pytest.mark.parametrize("written", ["3702 1119 9003 07", "３７０２１１ １９９００３０７"])
def test_CMP_02_a_paper_in_groups_and_an_address_with_other_town_words(written: str) -> None:
    assert mention(Complainant(id_number=ID), f"证号{written[:0]}{' '.join(ID)}") == "身份证号"
    assert mention(Complainant(id_number="37021119900307"), written) == "身份证号"
    told = Complainant(address="山东省青岛市黄岛区珠海街道金丝雀路七十七号")
    for words in ("住青岛西海岸新区金丝雀路七十七号", "金丝雀路 七十七号", "隐珠街道金丝雀路七十七号"):
        assert mention(told, words) == "住址"


def test_CMP_02_latin_names_are_found_by_word() -> None:
    told = Complainant(name="Li O'Example")
    assert mention(told, "LI 反映拖欠") == "姓名" == mention(told, "lioexample反映")
    assert mention(told, "clinic 拖欠工资") == ""


def test_CMP_02_an_employer_of_the_same_characters_may_be_written() -> None:
    told, firm = Complainant(name="海风"), SimpleNamespace(name="青岛海风餐饮有限公司")
    for words in ("青岛海风餐饮有限公司拖欠工资", "海风餐饮拖欠工资", "青岛海风拖欠工资"):
        assert mention(told, words, employer=firm) == ""
        assert mention(told, words) == "姓名"
    assert mention(told, "海风餐饮的海风反映拖欠工资", employer=firm) == "姓名"


def test_CMP_02_the_callers_ask_in_the_same_way(people: SimpleNamespace, firm: Any, today: date) -> None:
    told = Complainant(name="阿布都·样例", phone="0532-86160000")
    mine = accepted(actor=people.inspector, employer=firm, complainant=told)
    for words in ("阿布都•样例已签收", "已电话86160000告知"):
        with pytest.raises(Refused) as refused:
            acts.conclude(mine, by=By(people.inspector), result=words)
        assert refused.value.code == "identity_in_text"
        with pytest.raises(Refused):
            reveal(mine, ["phone"], by=By(people.inspector), reason=words)
        for field in ("content", "external_number"):
            with pytest.raises(Refused):
                complaint(actor=people.inspector, employer=firm, complainant=told, **{field: words})


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
    reveal(record, ["name", "phone"], by=By(people.leader), reason="核对身份")
    acts.conclude(record, by=By(people.colleague), result="已付清")
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


def test_REG_02_the_only_copy_of_a_screenshot_can_be_read(
    people: SimpleNamespace, firm: Any, today: date, django_capture_on_commit_callbacks: Any
) -> None:
    """The original goes; what stays is as wide as it was, and dark writing on nothing lies on white."""
    shot, picture = Image.new("RGBA", (1080, 6000)), BytesIO()
    shot.paste("black", (100, 2900, 980, 3100))
    shot.save(picture, "PNG")
    held = attachments.store(SimpleUploadedFile("聊天.png", picture.getvalue()), uploaded_by=people.inspector)
    with django_capture_on_commit_callbacks(execute=True):
        complaint(actor=people.inspector, employer=firm, files=[held])
    kept = Attachment.objects.get()
    for file in (kept.original, kept.served):
        with Image.open(file.open("rb")) as copy:
            assert copy.size == shot.size
            assert [copy.convert("L").getpixel((540, y)) for y in (100, 3000)] == [255, 0]


def test_the_vault_is_opened_nowhere_else() -> None:
    """DESIGN 2.9: only confidentiality.py goes from a complaint to who made it; no list joins the vault."""
    room = Path(services.__file__).parent.parent
    texts = {str(path.relative_to(room)): path.read_text(encoding="utf-8") for path in room.rglob("*.py")}
    assert not [name for name, text in texts.items() if re.search(r"(?<!models)(?<!law)\.identity\b", text)]
    assert {name for name, text in texts.items() if "ComplainantIdentity" in text} == {
        "confidentiality.py",  # opens it
        "services/vault.py",  # fills it
        "views/record.py",  # lists the files kept with it
        "models/__init__.py",
        "models/identity.py",
        "migrations/0001_initial.py",
    }
