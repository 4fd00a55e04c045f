"""The papers (文书) of a case: each kind with its fields, labels and sources (PAPERS 2–7)."""

from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, PaperKind, Sheet, Typed
from inspections.cases.kinds import DecisionKind

CASE = "cases.Case"


def party(facts: Facts) -> str:
    return facts.record.employer.name


def _notice(code: str, title: object, mark: str, *kinds: str) -> PaperKind:
    return PaperKind(
        code=code,
        title=title,
        mark=mark,
        sheet=Sheet.BLANK,
        about=CASE,
        to=party,
        is_served=True,
        signers="handlers",
        when=lambda case: case.notice_kind in kinds,
        blocks=(Field("notice_text", _("事实、理由、依据和拟作的决定"), typed=Typed.TEXT),),
    )


CATALOGUE = (
    _notice("penalty_notice", _("行政处罚事先告知书"), "罚告", DecisionKind.PENALTY, DecisionKind.NONE),
    _notice("handling_notice", _("行政处理事先告知书"), "理告", DecisionKind.HANDLING),
)
