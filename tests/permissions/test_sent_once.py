"""Whatever takes a form is sent once: a second send of the same page gets the first one's answer (FLD-01)."""

from casework.views.once import Once
from tests.permissions.addresses import addresses

# Twice is as good as once: what only looks, gives back or sets what is there, and what starts a job that runs once by its key.
THE_SAME_TWICE = {
    "accounts:language", "accounts:login", "accounts:logout", "accounts:password_change", "accounts:second_factor",
    "accounts:sessions",
    "campaign:campaign_current", "campaign:campaign_set_current", "casework:anchors", "casework:anchors_file",
    "casework:calculator", "casework:draft", "casework:file", "casework:inbox_read", "casework:job_retry", "casework:notice_open",
    "casework:paper_file", "casework:papers_print", "cases:case_file", "complaints:complaint_reveal", "registry:employer_reveal",
    "desk:lane_file",  # hands it to the view of the act, which takes it once
}  # fmt: skip


def test_every_form_is_sent_once() -> None:
    taking = {
        address.name
        for address in addresses()
        if hasattr(address.view, "post") and not issubclass(address.view, Once)
    }
    assert taking == THE_SAME_TWICE
