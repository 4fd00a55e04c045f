"""Putting the complainant into the vault, and the files that came from them."""

from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from casework import attachments
from casework.models import Attachment
from complaints.confidentiality import SEALED, Complainant, indexes, known_indexes
from complaints.models import ComplainantIdentity, Complaint


def lock_away(complaint: Complaint, told: Complainant) -> ComplainantIdentity:
    """Store who complained, once per complaint; a later call fills in what the first one left empty."""
    vault = ComplainantIdentity.objects.filter(complaint=complaint).first() or ComplainantIdentity(
        complaint=complaint
    )
    for name, value in asdict(told).items():
        if value:
            setattr(vault, name, value.strip())
    whole = Complainant(**{name: getattr(vault, name) for name in SEALED})
    for name, value in indexes(whole).items():
        setattr(vault, name, value)
    vault.person = _person(vault, whole)
    vault.save()
    return vault


def _person(vault: ComplainantIdentity, told: Complainant) -> UUID | None:
    """The id this person had before, or a new one; rows that turn out to be one person are joined.

    The same identity number is the same person. The same phone is, unless both numbers differ; a phone that
    several persons gave tells nothing. So no person ever holds two identity numbers.
    """
    if not told.names_somebody:
        return None
    known = known_indexes(told)
    others = ComplainantIdentity.objects.exclude(pk=vault.pk).exclude(person=None)
    found = _persons(others.filter(id_index__in=known["id_index"]))
    by_phone = _persons(others.filter(phone_index__in=known["phone_index"]).exclude(person__in=found))
    if len(by_phone) == 1 and not _holds_another_number(others, by_phone[0], known["id_index"]):
        found += by_phone
    if len(found) > 1:
        ComplainantIdentity.objects.filter(person__in=found[1:]).update(person=found[0])
    if found:
        return found[0]
    is_free = vault.person and not _holds_another_number(others, vault.person, known["id_index"])
    return vault.person if is_free else uuid4()


def _persons(rows: QuerySet) -> list[Any]:
    return list(dict.fromkeys(rows.order_by("pk").values_list("person", flat=True)))


def _holds_another_number(rows: QuerySet, person: UUID, numbers: list[str]) -> bool:
    """Whether this person gave an identity number that is none of these; without a number nothing differs."""
    return bool(numbers) and rows.filter(person=person).exclude(id_index__in=["", *numbers]).exists()


def keep_materials(complaint: Complaint, files: list[Any]) -> None:
    """Give uploaded files to the vault: only those who may know the complainant open them.

    Their names may tell who sent them, so they are numbered instead. Call it inside a transaction.
    """
    if not files:
        return
    vault, _made = ComplainantIdentity.objects.get_or_create(complaint=complaint)
    count = vault.attachments.count()
    for number, file in enumerate(files, start=count + 1):
        dot, suffix = file.name.rpartition(".")[1:]
        file.name = f"材料{number}{dot}{suffix}" if dot else f"材料{number}"
        if file.is_photo:
            _forget_original(file)
        file.save()
    attachments.adopt(files, vault)


def _forget_original(photo: Attachment) -> None:
    """A reporter's photo is kept without what the camera wrote into it (DEC-3): only the clean copy stays."""
    with photo.derivative.open("rb") as stream:
        content = stream.read()
    storage, name = photo.original.storage, photo.original.name
    photo.original.save(f"{photo.pk.hex}.bin", ContentFile(content), save=False)
    photo.media_type, photo.size, photo.sha256 = "image/jpeg", len(content), photo.derivative_sha256
    transaction.on_commit(lambda: storage.delete(str(name)))
