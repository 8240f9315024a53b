"""What the pages of other people's packages demand, by URL name: they cannot carry `@access` themselves."""

from aufwind.core.policy import NOBODY, PUBLIC, SIGNED_IN

_FORM = ("GET", "POST")

ACCESS_OF_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "account_login": (PUBLIC, _FORM),
    "account_logout": (PUBLIC, _FORM),
    "account_inactive": (PUBLIC, ("GET",)),
    "account_reset_password": (PUBLIC, _FORM),
    "account_reset_password_done": (PUBLIC, ("GET",)),
    "account_reset_password_from_key": (PUBLIC, _FORM),
    "account_reset_password_from_key_done": (PUBLIC, ("GET",)),
    "account_reauthenticate": (SIGNED_IN, _FORM),
    "account_change_password": (SIGNED_IN, _FORM),
    # the agency makes accounts and sets their addresses; nobody signs up or logs in by mailed code
    "account_signup": (NOBODY, ()),
    "account_email": (NOBODY, ()),
    "account_email_verification_sent": (NOBODY, ()),
    "account_confirm_email": (NOBODY, ()),
    "account_confirm_login_code": (NOBODY, ()),
    "account_set_password": (NOBODY, ()),
    "mfa_authenticate": (PUBLIC, _FORM),
    "mfa_login_webauthn": (PUBLIC, _FORM),
    "mfa_index": (SIGNED_IN, ("GET",)),
    "mfa_reauthenticate": (SIGNED_IN, _FORM),
    "mfa_reauthenticate_webauthn": (SIGNED_IN, _FORM),
    "mfa_activate_totp": (SIGNED_IN, _FORM),
    "mfa_deactivate_totp": (SIGNED_IN, _FORM),
    "mfa_view_recovery_codes": (SIGNED_IN, ("GET",)),
    "mfa_generate_recovery_codes": (SIGNED_IN, _FORM),
    "mfa_download_recovery_codes": (SIGNED_IN, ("GET",)),
    "mfa_list_webauthn": (SIGNED_IN, ("GET",)),
    "mfa_add_webauthn": (SIGNED_IN, _FORM),
    "mfa_remove_webauthn": (SIGNED_IN, _FORM),
    "mfa_edit_webauthn": (SIGNED_IN, _FORM),
}
