from campaign.models.boundary import BoundaryRun
from campaign.models.campaign import Campaign
from campaign.models.plan import Content, LegalBasis, Requirement, TargetGroup
from campaign.models.publicity import Publicity
from campaign.models.target import Target, TargetReason
from campaign.models.window import PhaseWindow

__all__ = [
    "BoundaryRun",
    "Campaign",
    "Content",
    "LegalBasis",
    "PhaseWindow",
    "Publicity",
    "Requirement",
    "Target",
    "TargetGroup",
    "TargetReason",
]
