from complaints.models.complaint import Complaint
from complaints.models.identity import ComplainantIdentity

__all__ = ["ComplainantIdentity", "Complaint"]
