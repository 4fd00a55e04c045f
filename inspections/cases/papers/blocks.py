"""Fields and shapes of papers that several forms of a case share."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Block, Facts, Field, PaperKind, Sheet, Source, Typed
from inspections.cases.papers import sources, spans
from law.words import Sentence
from registry import party

CASE = "cases.Case"
FROM_CASE = _("案件")

MATTERS = Field("matters", _("案由"), sources.matters, told=FROM_CASE)
CASE_NUMBER = Field("case_number", _("案号"), sources.case_number, told=FROM_CASE)
PARTY = Field("party_name", _("当事人"), party.name, told=party.REGISTER)
CONTACT = Field("contact", _("联系人及电话"), sources.contact)
HANDLERS = Field("handlers", _("承办人及执法证号"), sources.handlers)
FACTS = Field("facts_found", _("违法事实"), sources.facts_found, told=FROM_CASE)
BROKEN = Field("broken", _("违反条款"), sources.broken, told=_("条文"))
BASIS = Field("basis", _("依据"), sources.basis, told=_("条文"))
FILED_ON = Field("filed_on", _("立案日期"), sources.filed_on, told=FROM_CASE, is_optional=True)


def typed(
    name: str,
    label: Sentence,
    *,
    help: Sentence = "",
    source: Source | None = None,
    how: Typed = Typed.TEXT,
    is_optional: bool = False,
    is_woven: bool = False,
) -> Field:
    """A field somebody writes; a source fills in what is known."""
    return Field(name, label, source, how, is_optional, help, is_woven=is_woven)


def opinion(name: str, label: Sentence, said: Sentence) -> Field:
    """What whoever acts says of it, with name and day: words, not only «同意»."""

    def told(facts: Facts) -> str:
        return "　".join(filter(None, (str(said), sources.actor(facts), spans.day(facts.on))))

    return Field(name, label, told)


def handlers_opinion(said: Callable[[Facts], str]) -> Field:
    """What the two handlers propose, with names and certificates."""

    def told(facts: Facts) -> str:
        return f"{said(facts)}　{sources.handlers(facts)}"

    return Field("handlers_opinion", _("承办人意见"), told)


def said(sentence: Sentence) -> Callable[[Facts], str]:
    return lambda facts: str(sentence)


def ahead(code: str, label: Sentence, name: str, since: Sentence) -> Field:
    """A term that will run from service: its length, and the day where it is served on the day of issue."""

    def told(facts: Facts) -> str:
        due = spans.day(spans.until(code, facts.on))
        words = {"since": since, "length": spans.within(code, facts), "due": due}
        return _t("自%(since)s之日起%(length)s内；签发当日送达的，至%(due)s止") % words

    return Field(name, label, told, told=_("时限"))


def sheet(code: str, title: Sentence, *blocks: Block, **facts: Any) -> PaperKind:
    """An internal form (表格, 副卷) of a case."""
    told = {"sheet": Sheet.FORM, "is_front": False, "has_seal": False, "signers": "handlers", **facts}
    return PaperKind(code=code, title=title, about=CASE, blocks=blocks, **told)


def notice(code: str, title: Sentence, mark: str, *blocks: Block, **facts: Any) -> PaperKind:
    """A notice or an order to the party (填空), served."""
    told = {
        "sheet": Sheet.BLANK,
        "to": party.name,
        "is_served": True,
        "copies": 2,
        "signers": "handlers",
        **facts,
    }
    return PaperKind(code=code, title=title, mark=mark, about=CASE, blocks=blocks, **told)


def decision(code: str, title: Sentence, mark: str, *blocks: Block, **facts: Any) -> PaperKind:
    """A decision to the party (公文), served; the inspectors do not sign it."""
    told = {
        "sheet": Sheet.OFFICIAL,
        "to": party.name,
        "is_served": True,
        "copies": 3,
        "is_red": True,
        **facts,
    }
    return PaperKind(code=code, title=title, mark=mark, about=CASE, blocks=blocks, **told)


def letter(code: str, title: Sentence, mark: str, *blocks: Block, **facts: Any) -> PaperKind:
    """A letter to another body (公文); it names nobody who reported and no worker's number."""
    told = {
        "sheet": Sheet.OFFICIAL,
        "to": lambda each: each.given.get("receiver") or "",
        "copies": 2,
        "is_red": True,
        "is_again": True,
        **facts,
    }
    return PaperKind(code=code, title=title, mark=mark, about=CASE, blocks=blocks, **told)


def record(code: str, title: Sentence, *blocks: Block, **facts: Any) -> PaperKind:
    """A record of what was said or seen (笔录)."""
    told = {"sheet": Sheet.RECORD, "has_seal": False, "is_again": True, "signers": "handlers", **facts}
    return PaperKind(code=code, title=title, about=CASE, blocks=blocks, **told)
