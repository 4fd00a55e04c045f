"""The nightly round over accounts and sessions."""

from celery import shared_task
from django.core.management import call_command

from accounts import lockouts, services, sessions


@shared_task
def nightly_round() -> None:
    """Disable accounts nobody uses, drop ended sessions and old failure rows. Doing it twice changes nothing more."""
    services.disable_unused()
    lockouts.forget_old()
    call_command("clearsessions")
    sessions.forget_ended()
