from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "inspections.patrols"
    label = "patrols"
    verbose_name = "镇街巡查"
    boundary_work = {
        "end:patrol": ("inspections.patrols.services.put_forward_overdue",),
        "daily": (
            "inspections.patrols.services.remind_recheck",
            "inspections.patrols.services.put_forward_late",
        ),
    }
    dossier = ("inspections.patrols.dossier.events",)
    dossier_counts = ("inspections.patrols.dossier.counts",)
    dossier_links = ("inspections.patrols.dossier.links",)
