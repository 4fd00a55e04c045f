from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "装配"

    def ready(self) -> None:
        """Register the system checks, and let a worker or beat of an unfit production site end at its start."""
        from celery.signals import beat_init, worker_init

        from config import checks

        for starts in (worker_init, beat_init):
            starts.connect(checks.end_unfit_process, weak=False)
