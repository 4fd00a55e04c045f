"""The figures as a file for other programs."""

import json
from typing import Any

from reports.metrics import FIGURES, Window


def figures_json(window: Window, figures: dict[str, Any]) -> str:
    """`{"campaign", "cut_off", "towns": {code: {figure: number}}, "district": {figure: number}}`, keys sorted.

    Every figure here adds up: the towns make the district. Rates do not, so they stand in the reports only.
    """
    data = {
        "campaign": window.campaign.code,
        "cut_off": window.cut_off.isoformat(),
        "towns": {code: _added(numbers) for code, numbers in figures["towns"].items()},
        "district": _added(figures["district"]),
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def _added(numbers: dict[str, Any]) -> dict[str, Any]:
    return {code: number for code, number in numbers.items() if not FIGURES[code].is_rate}
