"""What one line of a list of a case must be: parties, workers with their wages, minors, evidence. Forms and services ask here.

Each function takes a line by the columns of its model and gives it back complete; what cannot be is a `LineWrong`, which
names the column.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.acts import day_error
from inspections.cases.kinds import RESPONSIBLE, EvidenceKind, PartyRole
from law.assessment import fen
from law.clock import today
from law.facts import Facts, FactsInvalid, Spell
from law.identity import InvalidNumber, age_on, born_on, check_credit_code, check_person_number, normalise
from law.norms import norms_for

ZERO = Decimal(0)
CODE_LENGTH = 18
ADULT = 18
# What an order to pay that ran out adds (劳动合同法 85).
UNPAID = "overdue_pay_order"
PARTS = ("overtime", "minimum_wage", "compensation")
Line = Mapping[str, Any]


class LineWrong(ValueError):
    """A line that cannot be; `column` is the field to mend, `str()` the sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True)
class Sums:
    """What a list of workers comes to, in yuan. `people` are all on it, `unpaid` those to whom something is missing."""

    people: int = 0
    unpaid: int = 0
    owed: Decimal = ZERO
    paid: Decimal = ZERO
    missing: Decimal = ZERO
    overtime: Decimal = ZERO
    minimum_wage: Decimal = ZERO
    compensation: Decimal = ZERO
    extra: Decimal = ZERO


def sums_of(lines: Iterable[Any]) -> Sums:
    """The sums of stored lines; somebody with several lines is one person. No query where they are loaded."""
    rows = list(lines)
    amounts = {
        name: sum((getattr(row, name) or ZERO for row in rows), ZERO)
        for name in ("owed", "paid", "missing", *PARTS, "extra")
    }
    return Sums(
        people=len({_person(row.name, row.identity) for row in rows}),
        unpaid=len({_person(row.name, row.identity) for row in rows if row.missing}),
        **amounts,
    )


def _person(name: str, identity: str) -> str:
    return identity or name


# Parties


def party(line: Line) -> dict[str, Any]:
    """A party (当事人)."""
    if line.get("role") not in PartyRole.values:
        raise LineWrong("role", _("请选择身份。"))
    if not line.get("name"):
        raise LineWrong("name", _("请填写名称或姓名。"))
    is_individual = bool(line.get("is_individual")) or line["role"] in RESPONSIBLE
    code = normalise(line.get("code") or "")
    if code and is_individual:
        code = _read("code", check_person_number, code)
    elif len(code) == CODE_LENGTH:
        code = _read("code", check_credit_code, code)
    return {**line, "code": code, "is_individual": is_individual}


def parties(lines: Sequence[Line]) -> None:
    """Each party once, and each person responsible, who is fined by name, in one post."""
    keys = [
        ("", line["name"]) if line["role"] in RESPONSIBLE else (line["role"], line["name"]) for line in lines
    ]
    _each_once(keys, "name", _("与第 %(other)s 行重复。"))


# Workers


def worker(line: Line) -> dict[str, Any]:
    """A worker's line: what is missing is owed − paid; the extra payment is its share (劳动合同法 85)."""
    if not line.get("name"):
        raise LineWrong("name", _("请填写劳动者姓名。"))
    identity = line.get("identity") or ""
    if identity:
        identity = _read("identity", check_person_number, identity)
    starts, ends = line.get("starts_on"), line.get("ends_on")
    if starts and ends and ends < starts:
        raise LineWrong("ends_on", _("期间的结束早于开始，请核对。"))
    missing = _missing(line)
    _check_parts(line, missing)
    return {
        **line,
        "identity": identity,
        "paid": line.get("paid") or ZERO,
        "missing": missing,
        **_extra(line, missing),
    }


def _missing(line: Line) -> Decimal:
    owed, paid, told = line.get("owed"), line.get("paid") or ZERO, line.get("missing")
    if owed is None:
        raise LineWrong("owed", _("请填写应发金额。"))
    if paid > owed:
        raise LineWrong(
            "paid", _("已发 %(paid)s 元多于应发 %(owed)s 元，请核对。") % {"paid": paid, "owed": owed}
        )
    missing = fen(owed - paid)
    if told is not None and told != missing:
        said = {"told": told, "missing": missing}
        raise LineWrong(
            "missing", _("填的是 %(told)s 元，应发减已发是 %(missing)s 元，请核对；留空由系统计算。") % said
        )
    return missing


def _check_parts(line: Line, missing: Decimal) -> None:
    parts = sum((line.get(name) or ZERO for name in PARTS), ZERO)
    if parts > missing:
        first = next(name for name in PARTS if line.get(name))
        said = {"parts": parts, "missing": missing}
        raise LineWrong(first, _("其中各项合计 %(parts)s 元，超过了欠额 %(missing)s 元，请核对。") % said)


def _extra(line: Line, missing: Decimal) -> dict[str, Any]:
    rate, told = line.get("extra_rate"), line.get("extra")
    if rate is None:
        if told:
            raise LineWrong("extra_rate", _("填写了加付金额的，请同时填写加付比例。"))
        return {"extra_rate": None, "extra": None}
    low, high = extra_rates()
    if not low <= rate <= high:
        raise LineWrong(
            "extra_rate", _("加付比例须在 %(low)s%%至%(high)s%%之间。") % {"low": low, "high": high}
        )
    extra = fen(missing * rate / 100)
    if told is not None and told != extra:
        said = {"told": told, "extra": extra, "rate": rate}
        raise LineWrong(
            "extra",
            _("填的是 %(told)s 元，欠额的 %(rate)s%%是 %(extra)s 元，请核对；留空由系统计算。") % said,
        )
    return {"extra_rate": rate, "extra": extra}


def extra_rates(on: date | None = None) -> tuple[int, int]:
    """Between which per cent the extra payment to a worker lies (劳动合同法 85; 劳动保障监察条例 26)."""
    norm = norms_for(UNPAID, on or today())[0]
    return int((norm.low or ZERO) * 100), int((norm.high or ZERO) * 100)


def workers(lines: Sequence[Line]) -> None:
    """No two lines pay one person for the same days. Raises `LineWrong` with the number of the line as `place`."""
    seen: dict[str, list[tuple[int, Line]]] = {}
    for place, line in enumerate(lines, start=1):
        for other_place, other in seen.setdefault(line["name"], []):
            if _is_same_person(line, other) and _overlap(line, other):
                sentence = _("与第 %(other)s 行是同一个人，期间重叠；确是同名的，请填写各自的证件号码。")
                raise ListWrong(place, "name", sentence % {"other": other_place})
        seen[line["name"]].append((place, line))


def _is_same_person(line: Line, other: Line) -> bool:
    return not (line["identity"] and other["identity"]) or line["identity"] == other["identity"]


def _overlap(line: Line, other: Line) -> bool:
    """Days that both pay; a period that is not known may be any."""
    starts = max(line.get("starts_on") or date.min, other.get("starts_on") or date.min)
    ends = min(line.get("ends_on") or date.max, other.get("ends_on") or date.max)
    return starts <= ends


# Minors


def minor(line: Line) -> dict[str, Any]:
    """A person under 18; what contradicts itself is told as `law.facts` tells it. Born is read from a resident number."""
    if not line.get("name"):
        raise LineWrong("name", _("请填写姓名。"))
    line = {**line, **_born(line)}
    spell = spell_of(line)
    try:
        Facts(workers=(spell,)).checked()
    except FactsInvalid as wrong:
        raise LineWrong("started_on", str(wrong)) from wrong
    if spell.born and age_on(spell.born, spell.start) >= ADULT:
        raise LineWrong("born", _("开始用工时已满 %(years)s 周岁，不是未成年人，请核对。") % {"years": ADULT})
    for column in ("started_on", "ended_on", "ordered_home_on", "still_there_on"):
        if sentence := day_error(line.get(column)):
            raise LineWrong(column, sentence)
    return line


def spell_of(line: Line) -> Spell:
    """The days at work as the law counts them: until today where nobody said that they have ended."""
    if line.get("started_on") is None:
        raise LineWrong("started_on", _("请填写开始用工的日期。"))
    ended = line.get("ended_on") or line.get("still_there_on") or today()
    return Spell(
        line["started_on"], ended, line.get("born"), line.get("ordered_home_on"), line.get("still_there_on")
    )


def _born(line: Line) -> dict[str, Any]:
    identity, born = line.get("identity") or "", line.get("born")
    if not identity:
        return {"identity": "", "born": born}
    identity = _read("identity", check_person_number, identity)
    if len(identity) != CODE_LENGTH:
        return {"identity": identity, "born": born}
    told = born_on(identity)
    if born is not None and born != told:
        sentence = _("与证件号码里的出生日期 %(born)s 不一致，请核对。")
        raise LineWrong("born", sentence % {"born": told.isoformat()})
    return {"identity": identity, "born": told}


def minors(lines: Sequence[Line]) -> None:
    """Nobody twice with the same days."""
    _each_once(
        [(line["identity"] or line["name"], line["started_on"]) for line in lines],
        "name",
        _("与第 %(other)s 行是同一个人、同一段用工，请合并。"),
    )


# Evidence


def piece(line: Line) -> dict[str, Any]:
    """One piece of evidence; two inspectors took it (行政处罚法 42, 46)."""
    if not line.get("name"):
        raise LineWrong("name", _("请填写证据的名称。"))
    if line.get("kind") not in EvidenceKind.values:
        raise LineWrong("kind", _("请选择证据的种类。"))
    if line.get("taken_on") is None:
        raise LineWrong("taken_on", _("请填写取证日期。"))
    if sentence := day_error(line["taken_on"]):
        raise LineWrong("taken_on", sentence)
    if len(set(line.get("taken_by") or ())) != 2:
        raise LineWrong("taken_by", _("取证人须是两名不同的监察员。"))
    return dict(line)


def pieces(lines: Sequence[Line]) -> None:
    """A number of the list is that of one piece."""
    numbers = [line.get("number") or object() for line in lines]
    _each_once(numbers, "name", _("与第 %(other)s 行是同一件证据，请刷新后重新填写。"))


class ListWrong(LineWrong):
    """A line that cannot stand beside another of its list; `place` is its number, from 1."""

    def __init__(self, place: int, column: str, sentence: str) -> None:
        super().__init__(column, sentence)
        self.place = place


def _each_once(keys: Sequence[object], column: str, sentence: str) -> None:
    first: dict[object, int] = {}
    for place, key in enumerate(keys, start=1):
        if key in first:
            raise ListWrong(place, column, sentence % {"other": first[key]})
        first[key] = place


def _read(column: str, check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except InvalidNumber as wrong:
        raise LineWrong(column, str(wrong)) from wrong
