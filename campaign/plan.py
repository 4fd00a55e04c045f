"""A campaign's document as one value: what files hold and forms hand in, what is compared and audited."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Campaign
from campaign.phases import Phase, Window, window_errors
from law.instruments import CODES as INSTRUMENT_CODES
from law.matters import MATTERS
from registry.models import Category

# What is wrong, by part and name or number.
Errors = dict[tuple[str, str], str]

FACTS = (
    "title", "document_title", "document_number", "issuer", "issued_on", "printed_by", "recipients", "owner",
    "preamble", "guiding_idea", "principles", "goals", "report_due_on", "report_to", "contact_name",
    "contact_phone",
)  # fmt: skip
# Each part of the document: the relation of Campaign that holds it, and the fields of its rows.
PARTS = {
    "phases": ("phases", ("phase", "starts_on", "ends_on", "title", "text")),
    "objects": ("targetgroups", ("text", "categories")),
    "contents": ("contents", ("text", "matters")),
    "requirements": ("requirements", ("title", "text")),
    "legal_bases": ("legal_bases", ("instrument", "title", "uses")),
}
LISTS = {"principles", "categories", "matters", "uses"}
KIND_NAMES = {
    date: gettext_lazy("日期，例如 2021-04-13"),
    list: gettext_lazy("列表"),
    str: gettext_lazy("文字"),
}
ORDERED = ("objects", "contents", "requirements", "legal_bases")


class PlanInvalid(ValueError):
    """A plan that cannot be one.

    `errors` maps `(part, field)` to a sentence; for phases the part is the phase.
    """

    def __init__(self, errors: Mapping[tuple[str, str], str]) -> None:
        super().__init__("；".join(str(sentence) for sentence in errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Plan:
    """The whole document.

    `facts` are fields of Campaign, the rest lists of rows in the order of the paper.
    """

    facts: dict[str, Any]
    phases: list[dict[str, Any]]
    objects: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    requirements: list[dict[str, Any]]
    legal_bases: list[dict[str, Any]]

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """The plan as it stands in the database; one query for each part."""
        parts = {
            name: [
                {field: getattr(row, field) for field in fields} for row in getattr(campaign, relation).all()
            ]
            for name, (relation, fields) in PARTS.items()
        }
        return cls(facts={name: getattr(campaign, name) for name in FACTS}, **parts)

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """The plan of a parsed TOML file. Raises `PlanInvalid` naming what is missing or unknown."""
        facts = raw.get("campaign", {})
        errors = _fact_errors(facts) | _type_errors("campaign", facts)
        parts = {}
        for name, (_relation, fields) in PARTS.items():
            rows = raw.get(name, [])
            parts[name] = [{field: row.get(field, "") for field in fields} for row in rows]
            errors |= _field_errors(name, fields, rows)
            for row in parts[name]:
                errors |= _type_errors(name, row)
        if errors:
            raise PlanInvalid(errors)
        return cls(
            facts={"printed_by": "", **{name: facts[name] for name in FACTS if name in facts}}, **parts
        )

    def check(self) -> None:
        """Raise `PlanInvalid` unless all four phases stand in order and every code is one the house knows."""
        named = [row["phase"] for row in self.phases]
        if sorted(named) != sorted(Phase.values):
            sentence = _("四个阶段（%(names)s）应各有一项，现有：%(found)s。")
            facts = {"names": "、".join(Phase.values), "found": "、".join(named)}
            raise PlanInvalid({("phases", "phase"): sentence % facts})
        errors = window_errors(Window(row["phase"], row["starts_on"], row["ends_on"]) for row in self.phases)
        errors |= self._unknown("objects", "categories", set(Category.objects.values_list("code", flat=True)))
        errors |= self._unknown("contents", "matters", set(MATTERS))
        errors |= {
            ("legal_bases", row["title"]): _("不认识的法律文件代码：%(code)s") % {"code": row["instrument"]}
            for row in self.legal_bases
            if row["instrument"] and row["instrument"] not in INSTRUMENT_CODES
        }
        if errors:
            raise PlanInvalid(errors)

    def _unknown(self, part: str, field: str, known: set[str]) -> dict[tuple[str, str], str]:
        found = {code for row in getattr(self, part) for code in row[field]} - known
        return (
            {(part, field): _("不认识的代码：%(codes)s") % {"codes": "、".join(sorted(found))}}
            if found
            else {}
        )

    @property
    def starts_on(self) -> date:
        return min(row["starts_on"] for row in self.phases)

    @property
    def ends_on(self) -> date:
        return max(row["ends_on"] for row in self.phases)

    @property
    def digest(self) -> str:
        """Which state of the document a form was opened on: SHA-256 over every field."""
        return sha256(json.dumps(self._flat(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def changes_from(self, older: Self) -> dict[str, Any]:
        """What differs, JSON-safe: `{field or part: {"from": …, "to": …}}`; empty when both are the same."""
        before, after = older._flat(), self._flat()
        return {
            name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]
        }

    def _flat(self) -> dict[str, Any]:
        whole = asdict(self)
        return _json_safe({**whole.pop("facts"), **whole})


def _fact_errors(facts: Mapping[str, Any]) -> Errors:
    """What the first table names that is unknown, and what it lacks."""
    unknown = {
        ("campaign", name): _("[campaign] 不认识的项：%(name)s") % {"name": name}
        for name in facts.keys() - {"code", *FACTS}
    }
    return unknown | {
        ("campaign", name): _("[campaign] 缺少：%(name)s") % {"name": name}
        for name in ("code", *FACTS)
        if name != "printed_by" and not facts.get(name)
    }


def _field_errors(part: str, fields: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Errors:
    """The rows of a part that have other fields than they should."""
    return {
        (part, str(number)): _("[[%(part)s]] 第%(number)s项应恰好有：%(fields)s")
        % {"part": part, "number": number, "fields": "、".join(fields)}
        for number, row in enumerate(rows, start=1)
        if set(row) != set(fields)
    }


def _type_errors(part: str, row: Mapping[str, Any]) -> Errors:
    """Days end in `_on`, the lists are named, all else is text."""
    wanted = {name: date if name.endswith("_on") else list if name in LISTS else str for name in row}
    return {
        (part, name): _("%(part)s 的 %(name)s 应为%(kind)s。")
        % {"part": part, "name": name, "kind": KIND_NAMES[kind]}
        for name, kind in wanted.items()
        if type(row[name]) is not kind
    }


def _json_safe(value: object) -> Any:
    if isinstance(value, dict):
        return {key: _json_safe(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_json_safe(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
