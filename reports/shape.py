"""How a number is written for people."""

from reports.metrics import FIGURES, Figure

Number = int | float | None


def shown(figure: Figure | str, value: Number) -> str:
    """`1,234`, `9,000.00`, `87.5%`; a dash where there is no number."""
    figure = FIGURES[figure] if isinstance(figure, str) else figure
    if value is None:
        return "—"
    if figure.is_rate:
        return f"{value:.1%}"
    return f"{value:,.2f}" if figure.is_money else f"{value:,.0f}"
