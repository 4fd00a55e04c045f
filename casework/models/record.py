"""What every record that moves through a workflow table has in common."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework import kinds
from casework.addresses import page_of
from casework.by import Reader
from casework.models.partly import Partly
from casework.models.passing import Passing
from casework.table import NEW, ONWARD, Clock, Row, Workflow
from casework.urgency import past


class WorkflowQuerySet(models.QuerySet):
    """Rows of a workflow model. Rooms override `visible_to`, and `handled_by` where work is personal."""

    def update(self, **values: object) -> int:
        """As Django's, but for the state, which only `casework.workflow.perform` sets."""
        if "state" in values:
            raise TypeError("a state changes only through casework.workflow.perform")
        return super().update(**values)

    def visible_to(self, user: Reader) -> Self:
        """The rows this user may know of. Deny by default: a room that forgets to say sees nothing."""
        return self.none()

    def handled_by(self, user: Reader) -> Self:
        """The rows this user handles, of those visible; by default all of them."""
        return self

    def awaiting(self, user: Reader, *, action: str = "") -> Self:
        """The rows on which this user has something to do next (待办); only those that wait for `action`, where one is named.

        What somebody stands in for is not narrowed to what they handle: that they may not decide at all.
        """
        person: Any = user  # somebody with a worklist is an account
        found = [row for row in self._workflow.waits_for(user.has_perm) if action in ("", row.action)]
        if not found:
            return self.none()
        lent = [row for row in found if person.stands_in_for(row.asks)]
        own = [row for row in found if row not in lent]
        seen = self.visible_to(user)
        mine = seen.handled_by(user).filter(self._waits(own, user)) if own else self.none()
        if not lent:
            return mine
        theirs = seen.filter(self._waits(lent, user)).exclude(self._held_by(user))
        return self.filter(Q(pk__in=mine.order_by().values("pk")) | Q(pk__in=theirs.order_by().values("pk")))

    def unclaimed(self, user: Reader) -> Self:
        """The rows nobody has taken on yet, of those this user may take on by the `claim` of their kind."""
        kind = kinds.find(self.model)
        row = next(iter(self._workflow.rows_of(kind.claim)), None) if kind and kind.claim else None
        if kind is None or row is None or not user.has_perm(row.asks):
            return self.none()
        free = {column: None for column in kind.holders}
        return self.visible_to(user).filter(state__in=row.sources, **free)

    def acts_awaited(self, states: Mapping[int, str], user: Reader) -> dict[int, list[Row]]:
        """The acts that put each of these rows on this person's worklist, by key and state; those it is most about first.

        One query, none where the states say all, and two more of a deputy.
        """
        rows = self._workflow.waits_for(user.has_perm)
        person: Any = user
        lent = [row for row in rows if person.stands_in_for(row.asks)]
        asked = self.filter(pk__in=states).order_by()
        mine = set(asked.handled_by(user).values_list("pk", flat=True)) if lent else set(states)
        held = set(asked.filter(self._held_by(user)).values_list("pk", flat=True)) if lent else set()
        holds = self._that_wait(asked, rows, user)
        ordered = sorted(rows, key=lambda row: (row.kind != ONWARD, not row.waits_if))
        return {
            pk: [
                row
                for row in ordered
                if state in row.sources
                and (pk not in held if row in lent else pk in mine)
                and holds.get((pk, rows.index(row)), True)
            ]
            for pk, state in states.items()
        }

    def _that_wait(self, asked: Self, rows: list[Row], user: Reader) -> dict[tuple[int, int], bool]:
        """Whether a row's look-ups hold, and it was not passed on to somebody else, by key and place of the act."""
        more = [place for place, row in enumerate(rows) if row.waits_if or self._workflow.approval_of(row)]
        if not more:
            return {}
        marks = {
            f"waits_{place}": ExpressionWrapper(self._waits([rows[place]], user), models.BooleanField())
            for place in more
        }
        found = asked.annotate(**marks).values_list("pk", *marks)
        return {
            (pk, place): bool(holds) for pk, *said in found for place, holds in zip(more, said, strict=True)
        }

    def signatures(self, user: Reader) -> Q | None:
        """Which rows wait for this person's name, of those that wait for them at all; None where no act asks for it."""
        rows = [row for row in self._workflow.waits_for(user.has_perm) if row.is_signature]
        found = (Q(state__in=row.sources, **(row.waits_if or {})) for row in rows)
        return reduce(or_, found) if rows else None

    def _waits(self, rows: list[Row], user: Reader) -> Q:
        """Where one of these acts is waited for; an approval passed on, with its other answers, for the one it was passed to."""
        states: dict[str, set[str]] = {}
        waits = Q(pk__in=())
        for row in rows:
            approval = self._workflow.approval_of(row)
            about = approval.action if approval else ""
            sources = set(row.sources) - {NEW}
            if row.waits_if:
                waits |= Q(state__in=sorted(sources), **row.waits_if) & self._not_passed(about, user)
            else:
                states.setdefault(about, set()).update(sources)
        for about, sources in states.items():
            waits |= Q(state__in=sorted(sources)) & self._not_passed(about, user)
        return waits

    def _not_passed(self, action: str, user: Reader) -> Q:
        if not action:
            return Q()
        elsewhere = Passing.objects.elsewhere(user, self.model, action)
        return Q(~Exists(elsewhere.filter(object_id=OuterRef("pk"))))

    def _held_by(self, user: Reader) -> Q:
        kind = kinds.find(self.model)
        return reduce(
            or_, (Q(**{column: user.pk}) for column in (kind.holders if kind else ())), Q(pk__in=())
        )

    @property
    def _workflow(self) -> Workflow:
        table: Workflow = getattr(self.model, "workflow")  # noqa: B009 (the stubs know of no model here)
        return table

    def open(self) -> Self:
        return self.exclude(state__in=self._workflow.final)

    def late(self, on: date) -> Self:
        """Whose next duty ended before `on` or, today, before this hour."""
        return self.filter(past(on, "next_"))


class WorkflowRecord(Partly):
    """A record whose `state` only `casework.workflow.perform` may change."""

    workflow: ClassVar[Workflow]
    clocks: ClassVar[tuple[Clock, ...]] = ()
    # What whoever approves is told since it was sent back (casework.papers.sent_back): acts that write a list, whose note sums it
    # up; acts that put a draft forward, with the rows of the record whose columns their entries name.
    lists_told: ClassVar[tuple[str, ...]] = ()
    drafts_told: ClassVar[dict[str, str]] = {}

    state = models.CharField(_("状态"), max_length=32, editable=False)
    state_since = models.DateTimeField(_("进入本状态的时间"), editable=False)
    version = models.PositiveIntegerField(_("版本"), default=0, editable=False)
    # The duty that ends first, kept by casework.deadlines in the transaction of each act.
    next_clock = models.ForeignKey(
        "casework.Deadline",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    next_due_on = models.DateField(_("最近到期日"), null=True, editable=False)
    next_due_at = models.DateTimeField(_("最近到期时刻"), null=True, editable=False)
    deadlines = GenericRelation("casework.Deadline")
    attachments = GenericRelation("casework.Attachment")
    papers = GenericRelation("casework.Paper")

    objects = WorkflowQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return page_of(f"{self._meta.app_label}:{self._meta.model_name}_detail", self.pk)

    @property
    def kind_label(self) -> str:
        return str(kinds.of(type(self)).label)

    @property
    def current_number(self) -> str:
        """The number people call it by, where it has one."""
        return getattr(self, "number", "")

    @property
    def act_before(self) -> str:
        """The act beside the way that comes before every step onward as the record stands; empty where none does."""
        return ""

    def bars(self, people: Iterable[int]) -> bool:
        """Whether one of these people may have nothing to do with it, nor with its papers."""
        return False

    @property
    def schedule(self) -> Any:
        """The campaign this record is born of (`phase_on(day)`, `opens_on(phase)`), or None."""
        return getattr(self, "campaign", None)

    @property
    def dossier(self) -> Any:
        """The object in whose file this record belongs (the employer), or None."""
        return getattr(self, "employer", None)

    @property
    def state_label(self) -> str:
        return self.workflow.labels[self.state] if self.state else ""

    @property
    def is_final(self) -> bool:
        return self.state in self.workflow.final

    def act_url(self, action: str) -> str:
        return reverse(f"{self._meta.app_label}:{self._meta.model_name}_act", args=[self.pk, action])
