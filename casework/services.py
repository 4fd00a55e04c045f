"""The services of papers where `casework.deeds` looks for them; what they do stands in casework.papers.issuing."""

from casework.papers.issuing import (
    change_paper,
    deliver_paper,
    draft_paper,
    drop_paper,
    issue_paper,
    return_paper,
    sign_paper,
    withdraw_paper,
)

__all__ = [
    "change_paper", "deliver_paper", "draft_paper", "drop_paper", "issue_paper", "return_paper", "sign_paper", "withdraw_paper",
]  # fmt: skip
