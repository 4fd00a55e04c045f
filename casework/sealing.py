"""Sealed fields: text that only a holder of the key can read, whatever copy of the database they have.

Keys are derived from the secrets in `settings.FIELD_KEYS` (first = current, the others can still read),
which live outside the database and its backups. `settings.FIELD_CIPHER` picks the suite: `aes` (AES-256-GCM,
SHA-256) or `sm4` (SM4-GCM, SM3; GB/T 39786). A sealed text says which suite and key made it, so both may
change at any time.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from os import urandom
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

MARK = "sealed"
NONCE_BYTES, TAG_BYTES, SHORTEST_SECRET = 12, 16, 32


class SealBroken(Exception):
    """A sealed text that no key here opens: changed, moved to another field, or the key is missing."""


@dataclass(frozen=True)
class Suite:
    """A cipher in GCM mode with the hash that belongs to it."""

    code: str
    cipher: type[Any]
    key_bytes: int
    digest: type[hashes.HashAlgorithm]


SUITES = {
    "aes": Suite("aes", AES, 32, hashes.SHA256),
    "sm4": Suite("sm4", SM4, 16, hashes.SM3),
}


@dataclass(frozen=True)
class Sealer:
    """The provider: one suite with the keys of one secret. Everything below goes through it."""

    suite: Suite
    key_id: str
    key: bytes
    index_key: bytes

    @property
    def reference(self) -> str:
        """What a sealed text or file says it was made with."""
        return f"{self.suite.code}:{self.key_id}"

    def seal(self, text: str, context: str) -> str:
        nonce = urandom(NONCE_BYTES)
        packed = b64encode(nonce + self.seal_bytes(text.encode(), self.key, nonce, context.encode()))
        return f"{MARK}:{self.reference}:{packed.decode('ascii')}"

    def open(self, packed: str, context: str) -> str:
        try:
            raw = b64decode(packed, validate=True)
        except ValueError as error:
            raise SealBroken(_("密文已被改动，或不属于这一栏。")) from error
        return self.open_bytes(raw[NONCE_BYTES:], self.key, raw[:NONCE_BYTES], context.encode()).decode()

    def file_key(self, salt: bytes) -> bytes:
        """The key of one file (casework/sealed_files.py)."""
        info = f"campaign file {self.suite.code}".encode()
        return HKDF(self.suite.digest(), self.suite.key_bytes, salt=salt, info=info).derive(self.key)

    def seal_bytes(self, plain: bytes, key: bytes, nonce: bytes, context: bytes) -> bytes:
        """Tag and body."""
        engine = Cipher(self.suite.cipher(key), GCM(nonce)).encryptor()
        engine.authenticate_additional_data(context)
        body = engine.update(plain) + engine.finalize()
        return engine.tag + body

    def open_bytes(self, sealed: bytes, key: bytes, nonce: bytes, context: bytes) -> bytes:
        try:
            engine = Cipher(self.suite.cipher(key), GCM(nonce, sealed[:TAG_BYTES])).decryptor()
            engine.authenticate_additional_data(context)
            return engine.update(sealed[TAG_BYTES:]) + engine.finalize()
        except (InvalidTag, ValueError) as error:
            raise SealBroken(_("密文已被改动，或不属于这一栏。")) from error

    def index(self, text: str, context: str) -> str:
        mac = HMAC(self.index_key, self.suite.digest())
        mac.update(context.encode() + b"\x1f" + text.encode())
        return mac.finalize().hex()


@cache
def _sealers(secrets: str, suite: Suite) -> tuple[Sealer, ...]:
    """The sealers of every secret, the current one first. Cached: deriving keys costs more than sealing."""
    listed = secrets.replace(",", " ").split()
    if not listed or any(len(secret) < SHORTEST_SECRET for secret in listed):
        raise ImproperlyConfigured(
            f"FIELD_KEYS needs at least one secret of {SHORTEST_SECRET} characters or more."
        )
    return tuple(_sealer(secret.encode(), suite) for secret in dict.fromkeys(listed))


def _sealer(secret: bytes, suite: Suite) -> Sealer:
    def derive(purpose: str, length: int) -> bytes:
        info = f"campaign field {suite.code} {purpose}".encode()
        return HKDF(suite.digest(), length, salt=None, info=info).derive(secret)

    return Sealer(suite, derive("id", 4).hex(), derive("seal", suite.key_bytes), derive("index", 32))


def current() -> Sealer:
    """The sealer new texts are sealed with. Raises ImproperlyConfigured when no good key is set."""
    code = getattr(settings, "FIELD_CIPHER", "aes")
    if code not in SUITES:
        raise ImproperlyConfigured(f"FIELD_CIPHER must be one of {sorted(SUITES)}, not {code!r}.")
    return _sealers(settings.FIELD_KEYS, SUITES[code])[0]


def _all() -> Iterator[Sealer]:
    for suite in SUITES.values():
        yield from _sealers(settings.FIELD_KEYS, suite)


def seal(text: str, *, context: str = "") -> str:
    """`text` sealed with the current key; it opens only with the same `context`."""
    return current().seal(text, context)


def open_sealed(sealed: str, *, context: str = "") -> str:
    """The text inside; raises `SealBroken`."""
    mark, *parts = sealed.split(":")
    if mark != MARK or len(parts) != 3:
        raise SealBroken(_("不是加密字段的内容。"))
    return sealer_of(":".join(parts[:2])).open(parts[2], context)


def sealer_of(reference: str) -> Sealer:
    """The key a sealed text or file names; raises `SealBroken` when it is not among `FIELD_KEYS`."""
    for sealer in _all():
        if sealer.reference == reference:
            return sealer
    raise SealBroken(_("没有能打开它的密钥。"))


def reference_of(sealed: str) -> str:
    """The key a stored text names; "" when it is not sealed."""
    mark, *parts = sealed.split(":")
    return ":".join(parts[:2]) if mark == MARK and len(parts) == 3 else ""


def is_current(sealed: str) -> bool:
    """Whether a stored text was made with the current suite and key; when not, it is due for resealing."""
    return reference_of(sealed) == current().reference


def blind_index(text: str, *, context: str = "") -> str:
    """A keyed digest of an exact value, for finding equals without opening; "" for an empty text.

    The caller normalises the text first. Stored with the current key; look up with `blind_indexes`.
    """
    return current().index(text, context) if text else ""


def blind_indexes(text: str, *, context: str = "") -> list[str]:
    """Every digest a row may hold for `text`, one per suite and key still known; [] for an empty text."""
    return [sealer.index(text, context) for sealer in _all()] if text else []


def same(a: str, b: str) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(a.encode(), b.encode())


class SealedTextField(models.TextField):
    """Text sealed on its way into the database and opened on its way out; dumps hold the sealed form.

    It cannot be searched or sorted by: add a blind index beside it. "" and None are stored as they are.
    """

    def get_prep_value(self, value: object) -> str | None:
        text: str | None = super().get_prep_value(value)
        return seal(text, context=self.context) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        return open_sealed(value, context=self.context) if value else value

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def to_python(self, value: object) -> str | None:
        """A fixture holds sealed texts (see `value_to_string`); anything else is plain."""
        text: str | None = super().to_python(value)
        if not text or not text.startswith(f"{MARK}:"):
            return text
        try:
            return open_sealed(text, context=self.context)
        except SealBroken as broken:
            raise ValidationError(str(broken), code="sealed") from broken

    def get_lookup(self, lookup_name: str) -> type[Lookup] | None:
        if lookup_name != "isnull":
            raise FieldError(f"{self.context} is sealed and cannot be searched; use its blind index.")
        return super().get_lookup(lookup_name)

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"
