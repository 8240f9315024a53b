from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from aufwind.core.navigation import Entry, Place, register
from aufwind.core.policy import SIGNED_IN


class AccountsConfig(AppConfig):
    name = "aufwind.accounts"
    label = "accounts"

    def ready(self) -> None:
        autodiscover_modules("receivers")  # of every context; core has found the rules already
        register(Entry(_("Second factor"), "mfa_index", permission=SIGNED_IN, order=60, place=Place.ACCOUNT))
        register(
            Entry(
                _("Change password"),
                "account_change_password",
                permission=SIGNED_IN,
                order=70,
                place=Place.ACCOUNT,
            )
        )
