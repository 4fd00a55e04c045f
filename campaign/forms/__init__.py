from campaign.forms.plan import PlanForm
from campaign.forms.publicity import PublicityForm
from casework.forms import ReasonForm

# Acts that need nothing but their ground.
ClearTargetForm = ReasonForm

__all__ = ["ClearTargetForm", "PlanForm", "PublicityForm"]
