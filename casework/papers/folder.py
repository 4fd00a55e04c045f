"""The papers of one record as files in a folder, with an index: for `make_papers`, the rehearsal and the file of a case."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from casework.models import Paper
from casework.papers import making

INDEX = "index.json"


def issued(record: Model) -> list[Paper]:
    """Every paper of a record that was ever issued, in the order of its file."""
    return list(Paper.objects.about(record).ever_issued().order_by("place", "pk"))


def numbered(model: type[Model], numbers: Collection[str]) -> list[int]:
    """The keys of the records of a model about which a paper was ever issued under one of the numbers, whatever became of it.

    Asked at once: beside another condition a subquery would be looked for row by row.
    """
    issued = Paper.objects.filter(content_type=ContentType.objects.get_for_model(model), number__in=numbers)
    return list(issued.values_list("object_id", flat=True))


def write(papers: Sequence[Paper], out: Path) -> list[Path]:
    """`<nn>-<kind>.docx` and `.pdf` of each paper, as stored, and `index.json`; without LibreOffice no PDF. Returns the paths."""
    out.mkdir(parents=True, exist_ok=True)
    making.make(papers)
    width = max(2, len(str(len(papers))))
    written, index = [], []
    for place, paper in enumerate(papers, start=1):
        files = {}
        for form in making.TYPES:
            kept = making.kept(paper, form)
            if kept is None:
                continue
            path = out / f"{place:0{width}}-{paper.kind}.{form}"
            with kept.original.open("rb") as stream:
                path.write_bytes(stream.read())
            files[form] = sha256(path.read_bytes()).hexdigest()
            written.append(path)
        index.append(_line(paper, files))
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (out / INDEX).write_text(text + "\n", encoding="utf-8")
    return [*written, out / INDEX]


def _line(paper: Paper, files: dict[str, str]) -> dict[str, Any]:
    """What the index says of one paper."""
    return {
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "state": paper.state,
        "issued_on": _day(paper.issued_on),
        "delivered_on": _day(paper.delivered_on),
        "digest": paper.digest,
        "sha256": files,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
