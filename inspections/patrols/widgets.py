from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own date picker; a day may also be typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
