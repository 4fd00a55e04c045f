from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "inspections.cases"
    label = "cases"
    verbose_name = "检查与案件"
    dossier = ("inspections.cases.dossier.events",)
    dossier_counts = "inspections.cases.dossier.counts"
