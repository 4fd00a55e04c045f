"""What forms about one case share."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from casework.acts import day_error
from inspections.cases.models import Case


class OfRecord(forms.Form):
    """A form about `record`. `past` names its days of things done and the day before which none can lie, as `notice.given_on`."""

    takes_record = True
    past: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, record: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field, since in self.past.items():
            wrong = day_error(cleaned.get(field), since=self._day(since))
            if wrong:
                self.add_error(field, wrong)
        return cleaned

    def _day(self, path: str) -> date | None:
        found: Any = self.record
        for name in path.split("."):
            found = getattr(found, name) if found is not None else None
        return found
