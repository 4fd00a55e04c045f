"""Background work of this room."""

from casework.jobs import handler
from inspections.cases.services import casefile

handler(casefile.JOB)(casefile.run)
