from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "装配"

    def ready(self) -> None:
        """Stop where an act's form has no service; register the checks; end an unfit worker; keep what is filled."""
        from celery.signals import beat_init, worker_init
        from django.db.models.signals import pre_migrate

        from casework import deeds
        from config import checks, starting, ways_back

        deeds.verify()

        for starts in (worker_init, beat_init):
            starts.connect(checks.end_unfit_process, weak=False)
            starts.connect(starting.tell_of_celery, weak=False)
        pre_migrate.connect(ways_back.refuse)
