"""A sum for each person responsible (责任人员), typed in a field of its own: the service takes them as `persons`, by name."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspections.cases.forms.record import OfRecord
from inspections.cases.models import Party, PersonFine
from inspections.checks.forms.fields import yuan_field
from law.words import Sentence


class ForPersons(OfRecord):
    """Mixed into a form that tells a sum of the unit; the fields of the persons stand after it."""

    def ask_persons(self, people: Sequence[Party | PersonFine], label: Sentence, *, after: str) -> None:
        """`label` names the person by %(name)s and %(post)s."""
        self.of_person = {each.name: f"person_{place}" for place, each in enumerate(people)}
        names = list(self.fields)
        for each in people:
            told = {"name": each.name, "post": each.post}
            self.fields[self.of_person[each.name]] = yuan_field(str(label) % told)
        place = names.index(after) + 1 if after in names else len(names)
        self.order_fields([*names[:place], *self.of_person.values(), *names[place:]])

    def offer_persons(self, fines: Mapping[str, Decimal]) -> None:
        """What stands in the fields at first."""
        for name, fine in fines.items():
            if name in self.of_person:
                self.fields[self.of_person[name]].initial = fine

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["persons"] = {name: cleaned.pop(field, None) for name, field in self.of_person.items()}
        return cleaned

    def tell_persons(self, wrong: Mapping[str, str]) -> None:
        """What is wrong with the sum of somebody stands at his field."""
        for name, sentence in wrong.items():
            self.add_error(self.of_person.get(name), sentence)
