"""SEC-05, CMP-04, OPS-02: a site with a wrong key does not start, and one command seals everything anew."""

from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import SecondFactor
from casework import attachments, drafts, keys, sealing
from casework.models import Attachment, KeyCanary
from casework.sealed_files import SealedStorage
from complaints.confidentiality import Complainant
from complaints.models import ComplainantIdentity
from tests.factories import complaints

pytestmark = pytest.mark.django_db
OLD, NEW = "old-" + "a" * 40, "new-" + "b" * 40
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def old_key(settings: Any, tmp_path: Path) -> str:
    settings.FIELD_KEYS, settings.FIELD_CIPHER = OLD, "aes"
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**site.STORAGES, "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    return sealing.current().reference


@pytest.fixture
def filled(inspector: Any, today: Any) -> Attachment:
    """One of each kind of sealed thing: identity, second factor, file."""
    complaints.complaint(actor=inspector, complainant=Complainant(name="金小芳", phone="13800001234"))
    SecondFactor.objects.create(user=inspector, secret="JBSWY3DPEHPK3PXP")
    return attachments.store(SimpleUploadedFile("笔录.pdf", PDF), uploaded_by=inspector)


def reseal() -> str:
    out = StringIO()
    call_command("reseal", stdout=out)
    return out.getvalue()


def stored(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
        return [value for (value,) in cursor.fetchall()]


def test_SEC_05_without_a_canary_what_is_stored_tells_which_key_is_missing(
    filled: Attachment, old_key: str, settings: Any
) -> None:
    assert keys.missing() == {}
    settings.FIELD_KEYS = NEW
    assert set(keys.missing()) == {old_key}
    settings.FIELD_KEYS = ""
    assert set(keys.missing()) == {old_key}


def test_SEC_05_the_canary_alone_tells_it(old_key: str, settings: Any) -> None:
    keys.witness()
    keys.witness()
    assert KeyCanary.objects.get().key == old_key
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    keys.witness()
    assert keys.missing() == {} and KeyCanary.objects.count() == 2
    settings.FIELD_KEYS = NEW
    assert keys.missing() == {old_key: "casework_keycanary"}


def test_SEC_05_a_canary_that_was_changed_is_named() -> None:
    keys.witness()
    KeyCanary.objects.update(sealed="sealed:aes:00000000:AAAA")
    assert "changed" in " ".join(keys.missing())


def test_OPS_02_every_sealed_column_and_file_is_resealed_and_the_old_key_may_go(
    filled: Attachment, inspector: Any, old_key: str, settings: Any
) -> None:
    keys.witness()
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    new_key = sealing.current().reference
    told = reseal()
    for column in (
        "complaints.complainantidentity.phone",
        "accounts.secondfactor.secret",
        "casework.attachment.original",
    ):
        assert f"{column}: 1 resealed" in told
    assert f"sealed with key {new_key}; {old_key}" in told
    settings.FIELD_KEYS = NEW
    assert keys.missing() == {} and list(KeyCanary.objects.values_list("pk", flat=True)) == [new_key]
    assert SecondFactor.objects.get(user=inspector).secret == "JBSWY3DPEHPK3PXP"
    vault = ComplainantIdentity.objects.get()
    assert (vault.name, vault.phone) == ("金小芳", "13800001234")
    assert vault.phone_index == sealing.blind_index("13800001234", context="complainant")
    fresh = Attachment.objects.get()
    assert fresh.original.open().read() == PDF and attachments.is_intact(fresh)
    assert fresh.original.name != filled.original.name and not SealedStorage().exists(filled.original.name)


def test_OPS_02_the_register_is_found_from_the_models() -> None:
    found = {
        f"{model._meta.label_lower}.{one.name}"
        for kind in (
            sealing.SealedTextField,
            apps.get_model("casework.Attachment")._meta.get_field("original").__class__,
        )
        for model, fields in keys.columns(kind)
        for one in fields
    }
    assert {
        "complaints.complainantidentity.name",
        "accounts.secondfactor.secret",
        "draws.draw.nonce",
        "casework.attachment.original",
        "casework.attachment.derivative",
    } <= found


def test_OPS_02_while_something_opens_with_no_key_no_key_may_go(
    filled: Attachment, old_key: str, settings: Any
) -> None:
    keys.witness()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_secondfactor SET secret = 'sealed:aes:ffffffff:AAAA'")
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    with pytest.raises(CommandError, match="1 values open with no key"):
        reseal()
    assert KeyCanary.objects.filter(pk=old_key).exists()
    assert stored("accounts_secondfactor", "secret") == ["sealed:aes:ffffffff:AAAA"]


def test_M_DC_01_resealing_broken_off_in_the_middle_stays_readable(
    filled: Attachment, inspector: Any, old_key: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.witness()
    for number in range(4):
        complaints.complaint(
            actor=inspector, complainant=Complainant(name=f"人{number}", phone=f"1380000000{number}")
        )
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    monkeypatch.setattr(keys, "BATCH", 2)
    walk, seen = keys.reseal(), []
    for done in walk:
        seen.append(done)
        if done.resealed:
            break
    walk.close()
    assert KeyCanary.objects.filter(pk=old_key).exists()
    assert sorted(one.name for one in ComplainantIdentity.objects.all()) == [
        "人0",
        "人1",
        "人2",
        "人3",
        "金小芳",
    ]
    assert Attachment.objects.get().original.open().read() == PDF
    assert "have" not in reseal()
    settings.FIELD_KEYS = NEW
    assert keys.missing() == {} and ComplainantIdentity.objects.filter(name__isnull=False).count() == 5


def test_OPS_02_a_change_of_cipher_is_a_change_of_key(filled: Attachment, settings: Any) -> None:
    settings.FIELD_CIPHER = "sm4"
    reseal()
    assert all(value.startswith("sealed:sm4:") for value in stored("accounts_secondfactor", "secret"))
    assert SealedStorage().key_of(Attachment.objects.get().original.name).startswith("sm4:")


def test_FLD_04_a_draft_on_the_server_is_resealed_with_the_rest(
    inspector: Any, old_key: str, settings: Any
) -> None:
    number = str(uuid4())
    drafts.keep(user=inspector, key="a", record='{"fields": [["name", "金小芳"]]}', submission="")
    drafts.keep(user=inspector, key="b", record="saved meanwhile", submission=number)
    drafts.sent(user=inspector, submission=number)
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    assert "casework.draft.record" in reseal()
    (sealed,) = stored("casework_draft", "record")
    assert sealing.reference_of(sealed) == sealing.current().reference != old_key
    settings.FIELD_KEYS = NEW
    assert drafts.kept(user=inspector, key="a") == '{"fields": [["name", "金小芳"]]}'
    assert drafts.kept(user=inspector, key="b") == "" and keys.missing().keys() <= {old_key}
