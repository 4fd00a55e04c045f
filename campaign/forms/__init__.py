from campaign.forms.plan import PlanForm
from campaign.forms.publicity import PublicityForm
from casework.forms import ReasonForm

# The acts on a target that have a page of their own.
FORMS = {"clear_target": ReasonForm}

__all__ = ["FORMS", "PlanForm", "PublicityForm"]
