"""One publicity activity."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign, Publicity
from casework.by import Actor
from casework.fields import rows_of
from casework.forms import DayInput, FilesMixin
from law.clock import today
from registry.models import Town
from registry.scoping import sees_all_towns


class PublicityForm(FilesMixin, forms.ModelForm):
    """The towns on offer are those the user may see; only who sees the whole district may leave the town
    empty.
    """

    class Meta:
        model = Publicity
        fields = [
            "campaign", "town", "held_on", "form", "place", "leaflets", "consultations", "participants",
            "trained_employers", "note",
        ]  # fmt: skip
        widgets = {
            "held_on": DayInput(),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Actor, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        campaign, town = rows_of(self, "campaign"), rows_of(self, "town")
        campaign.queryset = Campaign.objects.visible_to(user)
        campaign.empty_label = None
        town.queryset = Town.objects.visible_to(user)
        town.required = not sees_all_towns(user)
        town.empty_label = None if town.required else _t("区级活动（不属于某个镇街）")
        self.fields["held_on"].widget.attrs["max"] = today().isoformat()

    def clean_held_on(self) -> date:
        held_on = self.cleaned_data["held_on"]
        if held_on > today():
            raise forms.ValidationError(_("活动日期不能晚于今天，请等活动举行后再登记。"))
        return held_on
