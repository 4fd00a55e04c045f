"""What the log need not tell at length."""

import logging

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404


class Brief(logging.Filter):
    """A refusal is one line: it is no error of ours, and it stands in the audit trail. Errors of pages are told once, with their
    number, by `config.errors`.
    """

    refusals = (PermissionDenied, Http404, SuspiciousOperation)

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request" and getattr(record, "status_code", 0) >= 500:
            return False
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None and issubclass(kind, self.refusals):
            record.exc_info = record.exc_text = None
        return True
