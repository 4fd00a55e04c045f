"""What the forms of a case read from its record: one function for each thing, all of them here.

A text an act has just asked for comes in `facts.given` under the name of its form field and goes before the record.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts, Source
from inspections.cases import assessing
from inspections.cases.kinds import Crime, DecisionKind
from inspections.cases.models import Case, Statement
from inspections.cases.papers import issued, spans
from inspections.checks.officers import agency as agency
from inspections.checks.officers import contact as contact
from inspections.checks.officers import handlers as handlers
from inspections.checks.officers import names as names
from law.matters import MATTERS, NotUnlawful, basis_on
from law.money import both

NOTICES = ("penalty_notice", "handling_notice")


# The row the case points at and its column, by the name of the form field.
ROWS = {
    "correct_by": ("correction", "correct_by"), "correction_result": ("correction", "result"),
    "correction_text": ("correction", "text"), "corrected_on": ("correction", "corrected_on"),
    "notice_kind": ("notice", "kind"), "proposed_fine": ("notice", "fine"), "is_individual": ("notice", "is_individual"),
    "statement": ("statement", "text"), "statement_heard_on": ("statement", "heard_on"),
    "is_hearing_waived": ("statement", "waives_hearing"),
    "hearing_on": ("hearing", "held_on"), "hearing_closed_on": ("hearing", "closed_on"),
    "decision_kind": ("decision", "kind"), "decision_text": ("decision", "text"), "fine_amount": ("decision", "fine"),
    "back_pay_amount": ("decision", "back_pay"), "back_pay_people": ("decision", "back_pay_people"),
    "extra_compensation_amount": ("decision", "extra"), "confiscated_amount": ("decision", "confiscated"),
    "pay_by": ("decision", "pay_by"),
    "decided_on": ("decision", "decided_on"), "served_on": ("decision", "served_on"),
    "executed_on": ("decision", "executed_on"), "execution_note": ("decision", "execution_note"),
    "extension_reason": ("extension", "reason"),
    "pieces": ("disposal", "pieces"), "disposal": ("disposal", "disposal"),
    "receiver": ("disposal", "receiver"), "disposal_note": ("disposal", "note"),
    "crime": ("transfer", "crime"), "crime_facts": ("transfer", "facts"), "transfer_receipt": ("transfer", "receipt"),
}  # fmt: skip


def column(case: object, name: str) -> Any:
    """What the case holds under the name of a form field. The one place that knows where it stands."""
    row, attribute = ROWS.get(name, ("", name))
    held = getattr(case, row) if row else case
    return getattr(held, attribute, "") if held is not None else ""


def given(facts: Facts, name: str) -> Any:
    """What was typed, under the name of the form field; otherwise what the case holds."""
    typed = facts.given.get(name)
    return typed if typed not in (None, "") else column(facts.record, name)


def words(name: str) -> Source:
    return lambda facts: str(given(facts, name) or "")


def sum_of(facts: Facts, name: str) -> Decimal | None:
    """A sum of money in yuan; None where none was set."""
    value = given(facts, name)
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


def money(name: str) -> Source:
    """A sum in words and figures."""

    def told(facts: Facts) -> str:
        amount = sum_of(facts, name)
        return both(amount) if amount else ""

    return told


# The case


def case_number(facts: Facts) -> str:
    return str(facts.record.current_number)


def matters(facts: Facts) -> str:
    """What the case is about, always as a suspicion: 涉嫌…."""
    return _("涉嫌%(matters)s") % {"matters": "、".join(facts.record.matter_labels)}


def source_kind(facts: Facts) -> str:
    """Where it comes from, by kind only: nothing on a paper leads to a complainant."""
    return str(facts.record.get_source_display())


def source(facts: Facts) -> str:
    """The same for the internal sheets, with the number of what it was made of."""
    case = facts.record
    made_of = case.complaint or case.inspection
    return f"{source_kind(facts)}（{made_of.number}）" if made_of is not None else source_kind(facts)


def found_on(facts: Facts) -> date:
    return facts.record.found_on


def filed_on(facts: Facts) -> date | None:
    return facts.record.filed_on or None


def filing_day(facts: Facts) -> date:
    """The day of filing on the sheet that files it."""
    return facts.record.filed_on or facts.on


def summary(facts: Facts) -> str:
    """What was alleged."""
    return str(facts.record.cause) or matters(facts)


def people(facts: Facts) -> str:
    count = given(facts, "people_count")
    return _("%(count)s人") % {"count": count} if count else ""


amount = money("amount")


def actor(facts: Facts) -> str:
    """Who signs: whoever acts; a deputy by both names."""
    return facts.signed


def limitation(facts: Facts) -> str:
    due = facts.record.limitation
    if due is None:
        return _("尚未登记违法行为终了之日，按持续的违法行为审查，查处时效未起算。")
    told = {
        "end": spans.day(facts.record.act_ended_on),
        "due": spans.day(due.on),
        "citation": due.term.citation,
    }
    return _("违法行为%(end)s终了，查处时效至%(due)s（%(citation)s），发现时未超过。") % told


# Facts, evidence, law


def facts_found(facts: Facts) -> str:
    """What the investigation found; before that what was alleged."""
    return str(given(facts, "findings") or "") or summary(facts)


def _bases(facts: Facts) -> list[Any]:
    """The law of the day of the act for each matter (law.matters); what was not forbidden then is left out."""
    found, on = [], facts.record.act_ended_on or facts.record.found_on
    for code in facts.record.matters:
        try:
            found.append(basis_on(code, on))
        except (KeyError, NotUnlawful):
            continue
    return found


def broken(facts: Facts) -> str:
    """The articles that were broken."""
    return "、".join(dict.fromkeys(basis.citation for basis in _bases(facts)))


def basis(facts: Facts) -> str:
    """The articles that answer the breach."""
    return "、".join(dict.fromkeys(basis.consequence for basis in _bases(facts) if basis.consequence))


def computation(facts: Facts) -> str:
    """What the law allows, line by line, for the internal sheets (law.penalties); what is open stands there too."""
    priced = assessing.priced(facts.record, facts.on)
    return "\n".join(line for each in priced for line in each.assessment.explanation)


def duties(facts: Facts) -> str:
    """What the law asks for, one line a matter."""
    return "\n".join(f"{basis.citation}：{basis.duty}。" for basis in _bases(facts))


def offices(facts: Facts) -> str:
    """The other offices the matters also belong to."""
    found = (office for code in facts.record.matters if code in MATTERS for office in MATTERS[code].notify)
    return "、".join(dict.fromkeys(found))


def is_about_wages(facts: Facts) -> bool:
    """Whether the crime suspected is 拒不支付劳动报酬."""
    return bool(given(facts, "crime") == Crime.UNPAID_WAGES)


def crime(facts: Facts) -> str:
    """The crime suspected, with its article."""
    code = given(facts, "crime")
    return str(Crime(code).label) if code else ""


# Correction


def correct_by(facts: Facts) -> date | None:
    return given(facts, "correct_by") or None


def correction_number(facts: Facts) -> str:
    return issued.number_of(facts, "correction_order") or str(column(facts.record, "correction_number"))


def correction_result(facts: Facts) -> str:
    return str(given(facts, "correction_result") or "")


def is_corrected(facts: Facts) -> str:
    """What the re-check says in a word."""
    done = facts.given.get("is_corrected")
    if done is None:
        done = bool(column(facts.record, "corrected_on"))
    return _("到位") if done else _("没有到位")


# Notice, statement, hearing


def has_hearing_right(case: Case) -> bool:
    return bool(case.has_hearing_right)


def told_penalty(case: object) -> bool:
    return column(case, "notice_kind") in (DecisionKind.PENALTY, DecisionKind.NONE)


def told_handling(case: object) -> bool:
    return bool(column(case, "notice_kind") == DecisionKind.HANDLING)


def is_individual(facts: Facts) -> bool:
    return bool(given(facts, "is_individual"))


proposed_fine = money("proposed_fine")


def notice_facts(facts: Facts) -> str:
    """When which notice was served, for the decision that follows it."""
    paper = issued.newest(facts, *NOTICES)
    if paper is None:
        return ""
    told = {"title": paper.title, "number": paper.number, "day": spans.day(paper.delivered_on)}
    return (
        _("%(day)s送达《%(title)s》（%(number)s）。")
        if paper.delivered_on
        else _("《%(title)s》（%(number)s）。")
    ) % told


def notice_waits(facts: Facts) -> bool:
    """Whether a notice of this case stands that the new one replaces."""
    return facts.replaces is not None


def replaced(facts: Facts) -> str:
    return facts.replaces.number if facts.replaces is not None else ""


def statement(facts: Facts) -> str:
    """All that was said, also to a notice that another has followed since, and by whom where persons responsible were told."""
    return "\n".join(_said(facts.record, "text")) or str(given(facts, "statement") or "")


def statement_answers(facts: Facts) -> str:
    """What the house answered to each of them."""
    return "\n".join(_said(facts.record, "answer"))


def _said(case: Case, name: str) -> list[str]:
    """A column of the statements to all its notices: a later one says that what was said before stays valid. None twice."""
    said = [(each, getattr(each, name)) for each in case.statements.select_related("person", "notice")]
    is_named = any(each.notice.persons_fine for each, _text in said)
    lines = [f"{_speaker(each)}：{text}" if is_named else text for each, text in said if text]
    return list(dict.fromkeys(lines))


def _speaker(said: Statement) -> str:
    return said.person.name if said.person is not None else _("单位")


def statement_day(facts: Facts) -> date | None:
    return given(facts, "statement_heard_on") or None


def hearing_day(facts: Facts) -> date | None:
    return given(facts, "hearing_on") or None


def hearing_report(facts: Facts) -> str:
    return str(given(facts, "hearing_report") or "")


def hearing_told(facts: Facts) -> str:
    """What became of the right to a hearing."""
    case = facts.record
    if not case.has_hearing_right:
        return ""
    if column(case, "hearing_closed_on"):
        return _("经当事人申请，%(day)s举行听证。") % {"day": spans.day(column(case, "hearing_on"))}
    return (
        _("当事人书面放弃听证。")
        if case.notice.was_answered(waives_hearing=True)
        else _("当事人在法定期限内没有要求听证。")
    )


def review_opinion(facts: Facts) -> str:
    return str(given(facts, "review_opinion") or facts.given.get("reason") or "")


def is_returned(facts: Facts) -> bool:
    """Whether the reviewer has sent it back."""
    return bool(facts.given.get("reason")) and not facts.given.get("review_opinion")


def crime_facts(facts: Facts) -> str:
    return str(given(facts, "crime_facts") or "")


def transfer_receipt(facts: Facts) -> str:
    return str(given(facts, "transfer_receipt") or "")


def police_answer(name: str) -> Source:
    """A column of what the police answered."""
    return lambda facts: getattr(facts.record.transfer, name, "") or ""
