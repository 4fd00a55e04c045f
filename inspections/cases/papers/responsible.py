"""What papers say of the persons responsible (责任人员): who, which sum, by which article, and whom a paper has to reach."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts
from inspections.cases import assessing
from inspections.cases.models import Case, PersonFine
from inspections.cases.papers import lists
from law.money import both
from registry import party


def people(facts: Facts) -> list[PersonFine]:
    """Those the decision fines, or before there is one the notice tells of a fine; in a preview those typed."""
    found: list[PersonFine] = facts.once("responsible", lambda: _people(facts))
    return found


def _people(facts: Facts) -> list[PersonFine]:
    typed = facts.given.get("persons")
    if typed is not None:
        known = [(each, typed.get(each.name)) for each in facts.record.responsible]
        return [PersonFine(name=each.name, post=each.post, amount=fine) for each, fine in known if fine]
    said = facts.record.decision or facts.record.notice
    return said.people() if said is not None else []


def addressees(facts: Facts) -> list[str]:
    """Whom a notice or decision about the fines must reach: the unit, and each person who is fined beside it."""
    return [party.name(facts), *(each.name for each in people(facts))]


def called(unit: str, names: Iterable[str]) -> str:
    """How a paper speaks to the unit and to the persons."""
    listed = "、".join(names)
    return _("%(unit)s和责任人员%(names)s") % {"unit": unit, "names": listed} if listed else unit


def told(facts: Facts) -> str:
    """What each is to be fined, for the notice."""
    return _lines(facts, _("拟对责任人员%(who)s处罚款人民币%(sum)s。"))


def decided(facts: Facts) -> str:
    """What each is fined, for the decision."""
    return _lines(facts, _("对责任人员%(who)s处罚款人民币%(sum)s。"))


def _lines(facts: Facts, sentence: str) -> str:
    found = people(facts)
    lines = [sentence % {"who": _who(facts.record, each), "sum": both(each.amount)} for each in found]
    law = _basis(facts.record, facts) if found else ""
    return "\n".join(
        [*lines, *([_("对责任人员的罚款依据%(law)s，不计入对单位的罚款。") % {"law": law}] if law else [])]
    )


def _who(case: Case, fine: PersonFine) -> str:
    """Name, post, address and the end of the identity number, as on copies served on others."""
    known = next((each for each in case.responsible if each.name == fine.name), None)
    code = _("证件号码%(code)s") % {"code": lists.masked(known.code)} if known and known.code else ""
    address = _("住址%(address)s") % {"address": known.address} if known and known.address else ""
    return f"{fine.name}（{'，'.join(filter(None, (fine.post, code, address)))}）"


def _basis(case: Case, facts: Facts) -> str:
    """The articles that fine persons."""
    norms = (norm for each in assessing.priced(case, facts.on) for norm in each.assessment.norms)
    return "、".join(dict.fromkeys(norm.citation for norm in norms if norm.persons or norm.falls_on_persons))


def each_for_himself(facts: Facts) -> str:
    """One paper, several decisions: each pays his own, and has the remedies for himself."""
    found = people(facts)
    if not found:
        return ""
    return _(
        "%(who)s各自缴纳自己的罚款；不服的，各自自收到本决定书之日起，按上述途径和期限申请行政复议、提起行政诉讼。"
    ) % {"who": called(_("单位"), (each.name for each in found))}


# What came of it


def sums(facts: Facts) -> list[str]:
    """For registers: «责任人员张三罚款…»."""
    told = _("责任人员%(name)s罚款%(sum)s")
    return [told % {"name": each.name, "sum": both(each.amount)} for each in people(facts)]


def paid(facts: Facts) -> list[str]:
    """What each was to pay, and paid."""
    sentence = _("责任人员%(name)s罚款应缴%(due)s，实缴%(paid)s")
    return [
        sentence % {"name": each.name, "due": both(each.ordered), "paid": both(each.paid())}
        for each in people(facts)
    ]
