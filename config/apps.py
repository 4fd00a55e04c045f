from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "装配"

    def ready(self) -> None:
        """Stop where an act's form has no service; register the system checks; end an unfit production worker or beat."""
        from celery.signals import beat_init, worker_init

        from casework import deeds
        from config import checks

        deeds.verify()

        for starts in (worker_init, beat_init):
            starts.connect(checks.end_unfit_process, weak=False)
