"""The life of a paper (文书): drafted, signed by two, issued under its number, replaced or withdrawn. Never deleted.

What an act of a record makes is issued by that act (`Row.papers`); what handlers write by themselves starts as a draft.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, NEW, REFUSAL, SAME, Act, Row, Workflow, guard


class PaperState(TextChoices):
    DRAFT = "draft", _("草稿")
    SIGNED = "signed", _("待签发")
    ISSUED = "issued", _("已签发")
    REPLACED = "replaced", _("已被替换")
    WITHDRAWN = "withdrawn", _("已撤回")


@runtime_checkable
class OfPeople(Protocol):
    """What a paper is about, where somebody may have had to step aside from it."""

    def bars(self, people: Iterable[int]) -> bool: ...


@guard(_("这份文书由另一种角色签发，请交给有权签发的人。"))
def may_issue_it(act: Act) -> bool:
    permission = act.record.paper_kind.issued_by
    return act.actor is None or not permission or act.actor.has_perm(permission)


@guard(_("已经决定您回避这件事，文书也由他人办理（条例第十六条、行政处罚法第四十三条）。"))
def is_not_barred(act: Act) -> bool:
    """Who stepped aside from a matter writes, signs and issues none of its papers."""
    about = act.record.record
    return not (isinstance(about, OfPeople) and about.bars(act.people))


@guard(_("由案件操作作出的文书不能单独撤回，请重新办理那一步，新的一份会替换它。"))
def was_written_alone(act: Act) -> bool:
    return not act.record.made_by


@guard(_("这份草稿由案件操作拟出，随那一步的审批签发，请到案件页面办理。"))
def is_free(act: Act) -> bool:
    return not act.record.made_by


@guard(_("案件文书的送达在案件页面登记；不须送达的文书交付即可。"))
def is_served_here(act: Act) -> bool:
    """Its record has no act of its own that writes deliveries down."""
    table = getattr(act.record.record, "workflow", None)
    return act.record.is_served and (table is None or "deliver" not in table.actions)


@guard(_("还没有签名的人；须由两名承办人先后签名（行政处罚法第四十二条、条例第十六条）。"))
def is_signed_by_all(act: Act) -> bool:
    return act.record.signatures.count() >= act.record.paper_kind.signatures


@guard(_("您已经签过名，请另一名承办人签。"))
def has_not_signed(act: Act) -> bool:
    return act.actor is None or not act.record.signatures.filter(person=act.actor.pk).exists()


@guard(_("只由经办这件事的两人签名。"))
def is_a_signer(act: Act) -> bool:
    people = act.record.paper_kind.people(act.record.record)
    return act.actor is None or not people or act.actor.pk in [person.pk for person in people]


def kept_from_the_barred(*rows: Row) -> tuple[Row, ...]:
    return tuple(replace(row, guards=(is_not_barred, *row.guards)) if row.permission else row for row in rows)


S = PaperState
PAPER_TABLE = Workflow(
    states=PaperState,
    final=(S.REPLACED, S.WITHDRAWN),
    unclocked={
        S.DRAFT: _("草稿的期限就是它所属案件的期限"),
        S.SIGNED: _("签发的期限就是它所属案件的期限"),
        S.ISSUED: _("送达的期限记在它所属的记录上"),
    },
    rows=kept_from_the_barred(
        Row("draft_paper", NEW, S.DRAFT, "casework.draft_paper", _("起草文书")),
        Row("change_paper", S.DRAFT, SAME, "casework.change_paper", _("修改草稿"), kind=ASIDE, guards=(is_free,)),
        Row("sign_paper", S.DRAFT, S.SIGNED, "casework.sign_paper", _("签名"),
            guards=(is_free, is_a_signer, has_not_signed), back_to="state_once_signed", signs=True),
        Row("return_paper", S.SIGNED, S.DRAFT, "casework.return_paper", _("退回修改"), kind=BACK, guards=(may_issue_it,)),
        Row("issue_paper", S.SIGNED, S.ISSUED, "casework.issue_paper", _("签发"),
            is_final=True, guards=(may_issue_it, is_signed_by_all), signs=True),
        Row("make_paper", NEW, S.ISSUED, None, _("作出文书")),
        # Of an act that has to be approved, or written while it goes on: a draft until the act that ends it issues it.
        Row("begin_paper", NEW, S.DRAFT, None, _("拟出文书")),
        Row("complete_paper", (S.DRAFT, S.SIGNED), S.ISSUED, None, _("随办理签发")),
        Row("deliver_paper", S.ISSUED, SAME, "casework.deliver_paper", _("登记送达"), kind=ASIDE, guards=(is_served_here,)),
        Row("replace_paper", S.ISSUED, S.REPLACED, None, _("被新的一份替换"), kind=ASIDE),
        Row("withdraw_paper", S.ISSUED, S.WITHDRAWN, "casework.withdraw_paper", _("撤回文书"),
            kind=REFUSAL, is_final=True, guards=(may_issue_it, was_written_alone), waits_if=None),
        Row("drop_paper", (S.DRAFT, S.SIGNED), S.WITHDRAWN, "casework.drop_paper", _("作废草稿"),
            kind=REFUSAL, is_final=True, guards=(is_free, is_a_signer)),
    ),
)  # fmt: skip
