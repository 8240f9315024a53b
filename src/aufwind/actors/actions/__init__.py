"""What changes the register: one file per noun."""

from aufwind.actors.actions.consents import give_consent, publish_wording, withdraw_consent
from aufwind.actors.actions.entries import change_actor, enter_actor, free_slug
from aufwind.actors.actions.listings import change_listing, confirm_listing, end_listing, enter_listing, remind_owners
from aufwind.actors.actions.own import change_entry
from aufwind.actors.actions.places import enter_areas, enter_codes, enter_place, enter_shapes
from aufwind.actors.actions.sign_up import ask_to_sign_up, confirm_sign_up, forget_unconfirmed, send_own_link
from aufwind.actors.actions.ties import affiliate, end_tie, tie_actors

__all__ = [
    "affiliate",
    "ask_to_sign_up",
    "change_actor",
    "change_entry",
    "change_listing",
    "confirm_listing",
    "confirm_sign_up",
    "end_listing",
    "end_tie",
    "enter_actor",
    "enter_areas",
    "enter_codes",
    "enter_listing",
    "enter_place",
    "enter_shapes",
    "forget_unconfirmed",
    "free_slug",
    "give_consent",
    "publish_wording",
    "remind_owners",
    "send_own_link",
    "tie_actors",
    "withdraw_consent",
]
