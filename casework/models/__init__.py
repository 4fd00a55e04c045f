from casework.models.attachment import Attachment
from casework.models.audit import AuditEntry, AuditHead, AuditNote, Told
from casework.models.deadline import Deadline
from casework.models.draft import Draft
from casework.models.job import Job
from casework.models.key import KeyCanary
from casework.models.notice import Notice
from casework.models.number import Serial
from casework.models.paper import Delivery, Paper, Signature, Way
from casework.models.paper_template import PaperTemplate
from casework.models.passing import Passing, SentBack
from casework.models.record import WorkflowQuerySet, WorkflowRecord
from casework.models.submission import Submission

__all__ = [
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "AuditNote",
    "Deadline",
    "Delivery",
    "Draft",
    "Job",
    "KeyCanary",
    "Notice",
    "Paper",
    "PaperTemplate",
    "Passing",
    "SentBack",
    "Serial",
    "Signature",
    "Submission",
    "Told",
    "Way",
    "WorkflowQuerySet",
    "WorkflowRecord",
]
