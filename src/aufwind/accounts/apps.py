from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "aufwind.accounts"
    label = "accounts"

    def ready(self) -> None:
        from aufwind.accounts import receivers, rules  # noqa: F401, PLC0415 -- need the app registry
