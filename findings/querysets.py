"""Which problems, recoveries and reports: those of records or towns the user may see, and by what became of them."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRel
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery, Sum

from casework import kinds
from casework.by import Reader
from casework.models import WorkflowQuerySet
from findings.outcomes import What
from findings.workflow import State
from registry.scoping import town_scope


class OfRecordQuerySet(QuerySet):
    """Rows that belong to a record of another room (`content_type`, `object_id`) and are seen with it."""

    holder = "record"

    def visible_to(self, user: Reader) -> Self:
        """Those whose record the user may see, whatever room it is of.

        A room that hangs such rows on its records has a `GenericRelation` to them; its own `visible_to` decides.
        """
        seen = (
            Q(content_type=_type_of(model), object_id__in=_seen_by(model, user)) for model in self._holders()
        )
        return self.filter(reduce(or_, seen, Q(pk__in=[])))

    def secret(self) -> Q:
        """Those of records that follow from nothing but complaints labelled 举报保密; no town counts them."""
        rows = (model._default_manager.all() for model in self._holders())
        found = (
            Q(content_type=_type_of(each.model), object_id__in=each.hidden().order_by().values("pk"))
            for each in rows
            if hasattr(each, "secret")
        )
        return reduce(or_, found, Q(pk__in=[]))

    def hidden(self) -> Self:
        return self.filter(self.secret())

    def of_outer(self, model: type[Model]) -> Self:
        """Those of the row of `model` outside, for a sub-query."""
        return self.filter(content_type=_type_of(model), object_id=OuterRef("pk"))

    def with_records(self) -> Self:
        """With the record each stands on the page of, and what names that; a query for each kind of record."""
        rows = [model._default_manager.select_related(*_named_by(model)) for model in self._holders()]
        return self.prefetch_related(GenericPrefetch(self.holder, rows))

    def _holders(self) -> list[type[Model]]:
        related = self.model._meta.get_fields(include_hidden=True)
        return [each.related_model for each in related if isinstance(each, GenericRel)]


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


class EscalationQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("findings.view_escalation") else self.none()

    def unanswered(self) -> Self:
        """Sent, and the brigade has neither accepted, returned nor joined it."""
        return self.filter(state=State.SENT)

    def unlisted(self) -> Self:
        """What an inspection is owed for: reported and not returned, and on no list yet as one went on at the employer."""
        return self.filter(state__in=(State.SENT, State.ACCEPTED), led_to_id__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("employer", "town", "next_clock", "sent_by")

    def for_page(self) -> Self:
        joined = self.select_related("employer", "town", "campaign", "next_clock", "sent_by", "answered_by")
        return joined.prefetch_related("campaign__phases", "source", "led_to")


def _named_by(model: Any) -> tuple[str, ...]:
    kind = kinds.find(model)
    return kind.joined if kind else model.joined


def _seen_by(model: Any, user: Reader) -> QuerySet:
    return model._default_manager.visible_to(user).order_by().values("pk")


class RecoveryQuerySet(OfRecordQuerySet):
    holder = "source"

    def wages_of(self, employer_id: int | None, campaign_id: int | None) -> Self:
        """The wages written down for an employer in a campaign or in none, each money once."""
        own = Q(campaign=campaign_id) | Q(campaign=None) if campaign_id else Q()
        return self.filter(own, employer=employer_id, what=What.WAGES, same_as=None).filter(
            Q(people__gt=0) | Q(amount__gt=0)
        )

    def beside(self, record: Model) -> Self:
        """Of other records than this one: neither its own nor those of problems found in it."""
        its = {"content_type": _type_of(type(record)), "object_id": record.pk}
        found_in_it = Q(**{f"finding__{name}": value for name, value in its.items()})
        return self.exclude(**its).exclude(Q(finding__isnull=False) & found_in_it)

    def perhaps_same_as(self, row: Any) -> Self:
        """Wages another record tells of for the same employer and an overlapping time (a time not known overlaps any)."""
        rows = self.wages_of(row.employer_id, row.campaign_id).beside(row.source)
        if row.finding is not None:
            rows = rows.beside(row.finding.record)
        if row.period_from is not None:
            within = Q(period_from__lte=row.period_until, period_until__gte=row.period_from)
            rows = rows.filter(within | Q(period_from=None))
        return rows.order_by("pk")

    def amount_of(self, model: type[Model]) -> Subquery:
        """The wages of the row of `model` outside, in yuan; nothing where it brought none."""
        rows = self.of_outer(model).filter(what=What.WAGES).order_by().values("object_id")
        return Subquery(rows.annotate(total=Sum("amount")).values("total"))

    def counted_at(self, cut_off: date) -> Self:
        """The same money once: not what another record, paid by the cut-off, counts."""
        return self.filter(Q(same_as=None) | Q(same_as__paid_on__gt=cut_off))

    def repeats_at(self, cut_off: date) -> Self:
        """What another record, paid by the cut-off, counts."""
        return self.filter(same_as__paid_on__lte=cut_off)


class FindingQuerySet(OfRecordQuerySet):
    def for_list(self) -> Self:
        """With what a list of the records they were found in tells of them, in its rows and in its workbook."""
        return self.only("content_type", "object_id", "label", "fixed_on")

    def fixed(self) -> Self:
        return self.filter(fixed_on__isnull=False)

    def due(self, on: date) -> Self:
        """Ordered to be rectified by a day that has come; the base of the rectification rate."""
        return self.filter(rectify_by__lte=on)

    def fixed_in_time(self) -> Self:
        return self.filter(fixed_on__lte=F("rectify_by"))
