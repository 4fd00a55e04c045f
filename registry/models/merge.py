"""Two employers that are one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models import WorkflowRecord
from registry.models.employer import Employer
from registry.querysets import MergeQuerySet
from registry.workflow import MERGE, MergeState


class Merge(WorkflowRecord):
    """`absorbed` is one employer with `kept`. `moved` are the keys of the rows that were carried, by model and column, `filled`
    the facts that `kept` did not have: what undoing it needs.
    """

    workflow = MERGE

    kept = models.ForeignKey(
        Employer, verbose_name=_("保留"), on_delete=models.PROTECT, related_name="merges_kept"
    )
    absorbed = models.ForeignKey(
        Employer, verbose_name=_("并入"), on_delete=models.PROTECT, related_name="merges_absorbed"
    )
    reason = models.TextField(_("理由"))
    moved = models.JSONField(default=dict, editable=False)
    filled = models.JSONField(default=dict, editable=False)

    objects: ClassVar = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("单位合并")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="registry_merge_of_two"),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(state__in=[MergeState.PROPOSED, MergeState.MERGED]),
                name="registry_merge_absorbed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"

    @property
    def current_number(self) -> str:
        return f"{self.absorbed.code} → {self.kept.code}"

    @property
    def dossier(self) -> Employer:
        return self.kept
