"""The filters of the list. None of them looks into the vault."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import numbering
from complaints.kinds import Channel, Kind
from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from complaints.workflow import State
from law.clock import today
from law.matters import choices as matter_choices
from registry.filters import EmployerIdFilter, towns_of
from registry.models import Employer

WHERE = {
    "todo": (State.RECEIVED, State.SUPPLEMENTING),
    "handling": (State.ACCEPTED,),
    "unanswered": (State.CONCLUDED,),
}
ANY = _("全部")


class ComplaintFilter(django_filters.FilterSet):
    tab = django_filters.CharFilter(method="in_tab", label=_("环节"), widget=forms.HiddenInput)
    q = django_filters.CharFilter(method="find", label=_("编号、单位"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=State, empty_label=ANY)
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=Kind, empty_label=ANY)
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=Channel, empty_label=ANY)
    matter = django_filters.ChoiceFilter(
        method="about", label=_("事项"), choices=matter_choices, empty_label=ANY
    )
    town = django_filters.ModelChoiceFilter(label=_("镇街"), queryset=towns_of, empty_label=ANY)
    late = django_filters.ChoiceFilter(
        method="is_late", label=_("时限"), choices=[("1", _("已超期"))], empty_label=ANY
    )
    # Set by links from other pages; not offered in the line of filters.
    employer = EmployerIdFilter(label=_("用人单位"))
    minors = django_filters.ChoiceFilter(
        field_name="involves_minors",
        label=_("未成年人"),
        choices=[("True", _("涉及")), ("False", _("不涉及"))],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = ()

    def in_tab(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(state__in=WHERE[value]) if value in WHERE else rows

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A piece of the number, of the employer's name, or of what the complaint calls it."""
        text = value.strip()
        employers = Employer.objects.visible_to(self.request.user).search(text).values("pk")
        return rows.filter(
            Q(number__in=numbering.meant(text)) | Q(employer_named__contains=text) | Q(employer__in=employers)
        )

    def about(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet:
        return rows.of_matter(value)

    def is_late(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet:
        return rows.late(today())
