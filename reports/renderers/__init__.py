"""Files made from a `Paper`: a Word document, a workbook, and the figures as JSON."""

from reports.renderers.figures_json import figures_json
from reports.renderers.word import word
from reports.renderers.workbook import workbook

__all__ = ["figures_json", "word", "workbook"]
