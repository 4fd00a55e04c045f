"""The figures as a file for other programs."""

import json
from typing import Any

from reports.metrics import Window


def figures_json(window: Window, figures: dict[str, Any]) -> str:
    """`{"campaign", "cut_off", "towns": {code: {figure: number}}, "district": {figure: number}}`, keys sorted.

    A rate with nothing to divide by has no number and is left out.
    """
    data = {
        "campaign": window.campaign.code,
        "cut_off": window.cut_off.isoformat(),
        "towns": {code: _known(numbers) for code, numbers in figures["towns"].items()},
        "district": _known(figures["district"]),
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def _known(numbers: dict[str, Any]) -> dict[str, Any]:
    return {code: number for code, number in numbers.items() if number is not None}
