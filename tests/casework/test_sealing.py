"""Sealed fields: nobody reads them without the key, everybody with one does (M-DC-01, A-20, DEC-6)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db import connection, models
from django.test.utils import isolate_apps

from casework import sealing
from casework.sealing import SealBroken, SealedTextField

OLD, NEW = "old-" + "a" * 40, "new-" + "b" * 40


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.FIELD_KEYS = OLD
    settings.FIELD_CIPHER = "aes"


def test_sealed_text_opens_to_what_was_sealed() -> None:
    for text in ("王小明", "13800001234", "a", "含:冒号,逗号", "x" * 20_000):
        assert sealing.open_sealed(sealing.seal(text)) == text


def test_M_DC_01_sealed_text_does_not_hold_the_plain_text() -> None:
    sealed = sealing.seal("13800001234")
    assert "13800001234" not in sealed
    assert sealed.isascii()


def test_A_20_nonces_are_never_repeated() -> None:
    sealer = sealing.current()
    sealed = {sealer.seal("same", "").rsplit(":", 1)[1][:16] for _ in range(100_000)}
    assert len(sealed) == 100_000


def test_sealed_text_is_bound_to_its_context() -> None:
    sealed = sealing.seal("王小明", context="room.model.name")
    with pytest.raises(SealBroken):
        sealing.open_sealed(sealed, context="room.model.address")


def test_a_changed_byte_is_noticed() -> None:
    head, packed = sealing.seal("王小明").rsplit(":", 1)
    for place in (0, 20, len(packed) - 6):
        changed = packed[:place] + ("A" if packed[place] != "A" else "B") + packed[place + 1 :]
        with pytest.raises(SealBroken):
            sealing.open_sealed(f"{head}:{changed}")


@pytest.mark.parametrize(
    "text", ["", "plain", "sealed:aes:00000000", "sealed:aes:00000000:%%%", "sealed:x:y:z:w"]
)
def test_what_is_not_sealed_is_refused(text: str) -> None:
    with pytest.raises(SealBroken):
        sealing.open_sealed(text)


def test_M_DC_01_rotation_keeps_old_texts_readable(settings: Any) -> None:
    old = sealing.seal("王小明")
    settings.FIELD_KEYS = f"{NEW}, {OLD}"
    new = sealing.seal("王小明")
    assert sealing.open_sealed(old) == sealing.open_sealed(new) == "王小明"
    assert sealing.is_current(new) and not sealing.is_current(old)
    settings.FIELD_KEYS = NEW
    assert sealing.open_sealed(new) == "王小明"
    with pytest.raises(SealBroken):
        sealing.open_sealed(old)


def test_DEC_6_switching_to_sm4_keeps_aes_texts_readable(settings: Any) -> None:
    aes = sealing.seal("王小明")
    settings.FIELD_CIPHER = "sm4"
    sm4 = sealing.seal("王小明")
    assert sm4.startswith("sealed:sm4:") and aes.startswith("sealed:aes:")
    assert sealing.open_sealed(sm4) == sealing.open_sealed(aes) == "王小明"


def test_blind_index_finds_equals_over_rotation_and_tells_nothing_else(settings: Any) -> None:
    stored = sealing.blind_index("13800001234", context="phone")
    assert stored == sealing.blind_index("13800001234", context="phone")
    assert stored != sealing.blind_index("13800001235", context="phone")
    assert stored != sealing.blind_index("13800001234", context="other")
    settings.FIELD_KEYS, settings.FIELD_CIPHER = f"{NEW} {OLD}", "sm4"
    assert stored != sealing.blind_index("13800001234", context="phone")
    assert stored in sealing.blind_indexes("13800001234", context="phone")


def test_blind_index_of_nothing_is_nothing() -> None:
    assert sealing.blind_index("") == "" and sealing.blind_indexes("") == []


@pytest.mark.parametrize("secrets", ["", "  , ", "too-short", f"{OLD} short"])
def test_D_20_without_a_good_key_nothing_is_sealed(settings: Any, secrets: str) -> None:
    settings.FIELD_KEYS = secrets
    with pytest.raises(ImproperlyConfigured):
        sealing.seal("王小明")


def test_an_unknown_cipher_is_refused(settings: Any) -> None:
    settings.FIELD_CIPHER = "rot13"
    with pytest.raises(ImproperlyConfigured):
        sealing.seal("王小明")


@pytest.fixture
def vault(db: None) -> Iterator[type[models.Model]]:
    with isolate_apps("casework"):

        class Vault(models.Model):  # noqa: DJ008
            id = models.IntegerField(primary_key=True)
            text = SealedTextField(blank=True)

            class Meta:
                app_label = "casework"

    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {Vault._meta.db_table} (id integer PRIMARY KEY, text text NOT NULL)"
        )
    yield Vault
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Vault._meta.db_table}")


def _raw(model: type[models.Model], pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {model._meta.db_table} WHERE id = %s", [pk])
        return cursor.fetchone()[0]


def test_M_DC_01_field_is_sealed_in_the_database_and_open_in_python(vault: type[models.Model]) -> None:
    row = vault.objects.create(id=1, text="王小明")
    assert _raw(vault, row.pk).startswith("sealed:aes:")
    assert vault.objects.get(pk=row.pk).text == "王小明"


def test_field_is_sealed_by_update_and_bulk_create_too(vault: type[models.Model]) -> None:
    vault.objects.bulk_create([vault(id=1, text="王小明")])
    row = vault.objects.get()
    assert "王" not in _raw(vault, row.pk)
    vault.objects.update(text="李四")
    assert "李" not in _raw(vault, row.pk)
    assert vault.objects.get().text == "李四"


def test_empty_field_stays_empty(vault: type[models.Model]) -> None:
    assert _raw(vault, vault.objects.create(id=1).pk) == ""


@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__startswith", "text__in"])
def test_field_cannot_be_searched(vault: type[models.Model], lookup: str) -> None:
    with pytest.raises(FieldError):
        vault.objects.filter(**{lookup: ["王"] if lookup.endswith("in") else "王"}).exists()


def test_M_DC_01_fixtures_hold_the_sealed_form(vault: type[models.Model]) -> None:
    field = vault._meta.get_field("text")
    dumped = field.value_to_string(vault(text="王小明"))
    assert dumped.startswith("sealed:aes:")
    assert field.to_python(dumped) == "王小明"
    with pytest.raises(ValidationError):
        field.to_python("sealed:aes:00000000:AAAA")
