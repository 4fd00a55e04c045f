"""What a backup is on disk: a folder with a manifest, written last, so that a folder without one is no backup.

manifest.json       what it is, counts and digests, which keys open it
tables/NAME.gz      the rows of a table
files.tsv.gz        digest, size and name of every stored file
files/…             the stored files, sealed as they lie
anchors/…           anchors of the audit trail
README.txt          how to put it back
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Self

FORMAT = 1
PIECE = 1024 * 1024


class NoBackup(Exception):
    """A folder that is no backup, or none this version can take back; `str()` says why and what to do."""


class Counted:
    """A stream that passes on what is written, and counts and digests it."""

    def __init__(self, target: BinaryIO | gzip.GzipFile | None = None) -> None:
        self._target, self._digest, self.rows = target, sha256(), 0

    def write(self, part: bytes | str) -> int:
        raw = part.encode() if isinstance(part, str) else part
        self._digest.update(raw)
        self.rows += raw.count(b"\n")
        if self._target is not None:
            self._target.write(raw)
        return len(part)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


@dataclass(frozen=True)
class Table:
    table: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Manifest:
    made_at: str
    version: str
    engine: str
    migrations: list[str]
    # References of the keys that something in here was sealed with; the keys themselves are kept apart.
    keys: list[str]
    trail_seq: int
    trail_hash: str
    tables: list[Table] = field(default_factory=list)
    files: int = 0
    files_bytes: int = 0
    files_sha256: str = ""
    # Named by a row, and not found in the store when the backup was made.
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Self:
        path = folder / "manifest.json"
        if not path.is_file():
            raise NoBackup(f"{folder} holds no finished backup: there is no manifest.json.")
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise NoBackup(f"{path} is of format {told['format']}; this version reads format {FORMAT}.")
            return cls(**{**told, "tables": [Table(**table) for table in told["tables"]]})
        except (ValueError, TypeError, KeyError) as error:
            raise NoBackup(f"{path} cannot be read: {error}") from error

    def write(self, folder: Path) -> None:
        part = folder / "manifest.part"
        part.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(folder / "manifest.json")


@dataclass(frozen=True)
class Kept:
    """One stored file in the index."""

    sha256: str
    size: int
    name: str

    @property
    def line(self) -> str:
        return f"{self.sha256}\t{self.size}\t{self.name}\n"


def table_path(folder: Path, table: str) -> Path:
    return folder / "tables" / f"{table}.gz"


def file_path(folder: Path, name: str) -> Path:
    """Where a stored file lies in the backup; names come from rows and may not lead out of it."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        raise NoBackup(f"a stored file cannot be called {name!r}")
    return folder.joinpath("files", *parts)


def index(folder: Path) -> Iterator[Kept]:
    with gzip.open(folder / "files.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            digest, size, name = line.removesuffix("\n").split("\t", 2)
            yield Kept(digest, int(size), name)


def pieces(stream: BinaryIO | Any) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def digest_of(path: Path) -> str:
    """ "" where there is no such file."""
    digest = sha256()
    try:
        with path.open("rb") as stream:
            for piece in pieces(stream):
                digest.update(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is not as it was written in the backup itself."""
    for table in manifest.tables:
        counted = Counted()
        try:
            with gzip.open(table_path(folder, table.table), "rb") as lines:
                for line in lines:
                    counted.write(line)
        except (OSError, EOFError) as error:
            yield f"backup: the rows of {table.table} cannot be read: {error}"
            continue
        if (counted.rows, counted.sha256) != (table.rows, table.sha256):
            yield f"backup: the rows of {table.table} are not those that were written"
    listed = sha256()
    for kept in index(folder):
        listed.update(kept.line.encode())
        if digest_of(file_path(folder, kept.name)) != kept.sha256:
            yield f"backup: {kept.name} is missing or changed"
    if listed.hexdigest() != manifest.files_sha256:
        yield "backup: the list of files is not the one that was written"
