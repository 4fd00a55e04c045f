"""docs/rules.md says what the tables say."""

from django.apps import apps

from casework.models import WorkflowRecord
from config.rules_page import rules_page
from tests.architecture.sources import ROOT


def test_A_18_the_rules_page_is_fresh() -> None:
    """Stale? Run `manage.py write_rules` and look at the difference."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_every_table_is_on_the_page() -> None:
    page = rules_page()
    for model in (each for each in apps.get_models() if issubclass(each, WorkflowRecord)):
        assert f"`{model._meta.label}`" in page
        for row in model.workflow.rows:
            assert f"| `{row.action}` | {row.label} |" in page
        for clock in model.clocks:
            assert f"| `{clock.code}` | {clock.label} |" in page
