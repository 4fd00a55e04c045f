"""The rows that were not taken in, as the list had them, with columns that say why: to be mended or answered and sent again."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from casework import workbook
from registry.intake import gate
from registry.intake.cells import text_of
from registry.intake.columns import OTHER_HEAD, REASON_HEAD, SAME_HEAD, VOUCHED_HEAD
from registry.intake.layout import Layout

SHOWN = 50
# What a person answers, behind the reason; a column is there where a row needs it.
ANSWERS = {"same": SAME_HEAD, "other": OTHER_HEAD, "vouched_by": VOUCHED_HEAD}
WRITTEN = {"yes": "是", "no": "否"}
_OWN = {REASON_HEAD, *ANSWERS.values()}


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken; `asks` names the answers that would take it, `answers` what it said already."""

    place: str
    label: str
    reason: str
    asks: tuple[str, ...] = ()
    answers: dict[str, str] | None = None
    likely: tuple[dict[str, str], ...] = ()


class Rejected:
    """Spools rows to disk; `save` writes them in the kind of file that came in, under one head for all its sheets."""

    def __init__(
        self, layouts: list[Layout], *, kind: str = "rejected", reason_head: str = REASON_HEAD
    ) -> None:
        self.kind, self.reason_head = kind, reason_head
        self._columns: dict[str, str] = {}
        self._places = [self._places_of(layout) for layout in layouts]
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 closed on leaving
        self._writer = csv.writer(self._spool)
        self.count = 0
        self.asked: set[str] = set()
        self.first: list[dict[str, Any]] = []

    def _places_of(self, layout: Layout) -> list[tuple[int, int]]:
        """Where each cell of a sheet stands in the file: columns of one meaning below each other."""
        meant = {place: column.name for place, column in layout.places}
        order = []
        for place, head in enumerate(layout.head):
            if head not in _OWN:
                key = meant.get(place) or (head or f"#{place}")
                self._columns.setdefault(key, head)
                order.append((place, list(self._columns).index(key)))
        return order

    def add(self, sheet: int, cells: list[Any], refusal: Refusal) -> None:
        texts = [""] * len(self._columns)
        for place, at in self._places[sheet]:
            texts[at] = text_of(cells[place]) if place < len(cells) else ""
        given = refusal.answers or {}
        told = {name: WRITTEN.get(value, value) for name, value in given.items() if name in ANSWERS and value}
        self.asked |= {*told, *refusal.asks}
        self._writer.writerow([refusal.reason, *(told.get(name, "") for name in ANSWERS), *texts])
        self.count += 1
        if len(self.first) < SHOWN:
            row = {
                "row": refusal.label,
                "place": refusal.place,
                "cells": [text[:40] for text in texts[:3] if text],
            }
            self.first.append(
                row | {"reason": refusal.reason, "asks": list(refusal.asks), "likely": list(refusal.likely)}
            )

    def save(self, folder: Path, stem: str, suffix: str) -> Path | None:
        """The file of these rows, `<stem>.<kind>.<suffix>`; None when there are none."""
        if not self.count:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}.{self.kind}{suffix}"
        self._spool.seek(0)
        asked = [at for at, name in enumerate(ANSWERS, start=1) if name in self.asked]
        heads = [
            *self._columns.values(),
            self.reason_head,
            *(head for name, head in ANSWERS.items() if name in self.asked),
        ]
        own = 1 + len(ANSWERS)
        rows = ([*row[own:], row[0], *(row[at] for at in asked)] for row in csv.reader(self._spool))
        (_save_table if suffix == gate.TABLE else _save_workbook)(path, heads, rows)
        return path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._spool.close()


def _save_table(path: Path, heads: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows([workbook.harmless(text) for text in row] for row in rows)


def _save_workbook(path: Path, heads: list[str], rows: Iterator[list[str]]) -> None:
    wide = [(head, 60 if head == REASON_HEAD else 18) for head in heads]
    with workbook.write(title=path.stem, heads=wide, rows=rows) as made, path.open("wb") as file:
        shutil.copyfileobj(made, file)
