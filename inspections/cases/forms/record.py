"""What forms about one case share."""

from typing import Any, ClassVar

from django import forms

from casework.acts import day_error
from inspections.cases.models import Case


class OfRecord(forms.Form):
    """A form about `record`. `past` names its days of things done and the record's day before which none can lie."""

    takes_record = True
    past: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, record: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field, since in self.past.items():
            wrong = day_error(cleaned.get(field), since=getattr(self.record, since))
            if wrong:
                self.add_error(field, wrong)
        return cleaned
