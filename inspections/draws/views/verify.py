"""The page that checks a receipt in the browser: for anybody, without an account, and nothing is uploaded."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView


@method_decorator(login_not_required, name="dispatch")
class VerifyView(TemplateView):
    template_name = "draws/verify.html"
