"""Joining two employers that are one: said by one person, confirmed by another, undone when it was wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import BACK, NEW, REFUSAL, Row, Workflow


class MergeState(models.TextChoices):
    PROPOSED = "proposed", _("待确认")
    MERGED = "merged", _("已合并")
    DECLINED = "declined", _("不合并")
    PARTED = "parted", _("已撤销")


MERGE = Workflow(
    states=MergeState,
    rows=(
        Row("propose_merge", NEW, MergeState.PROPOSED, "registry.propose_merge", _("提出合并")),
        Row(
            "confirm_merge",
            MergeState.PROPOSED,
            MergeState.MERGED,
            "registry.confirm_merge",
            _("确认合并"),
            is_final=True,
            hint=lambda day: str(
                _("被并入的一家，名下记录全部转到保留的一家；抽取凭证上的代码不变。合并错了可以撤销。")
            ),
            four_eyes=("propose_merge",),
        ),
        Row(
            "decline_merge",
            MergeState.PROPOSED,
            MergeState.DECLINED,
            "registry.decline_merge",
            _("不合并"),
            kind=REFUSAL,
        ),
        Row(
            "undo_merge",
            MergeState.MERGED,
            MergeState.PARTED,
            "registry.undo_merge",
            _("撤销合并"),
            kind=BACK,
            waits_if=None,
        ),
    ),
    final=(MergeState.DECLINED, MergeState.PARTED),
    unclocked={
        MergeState.PROPOSED: _("合并没有法定时限，待办里一直提示"),
        MergeState.MERGED: _("已经合并，只有发现合并错了才办"),
    },
)
