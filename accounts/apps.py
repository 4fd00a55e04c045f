from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账号与权限"

    def ready(self) -> None:
        """Django would note the machine's time of a sign-in; `services.note_sign_in` notes that of `law.clock`."""
        user_logged_in.disconnect(dispatch_uid="update_last_login")
