from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "aufwind.accounts"
    label = "accounts"
