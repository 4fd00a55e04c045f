from django.apps import AppConfig

from casework.append_only import GUARDS


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "办案机制"
    guards = GUARDS
