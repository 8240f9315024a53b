"""What accounts ask of the contexts above."""

from django.dispatch import Signal

links_wanted = Signal()
"""Somebody asked for her personal links by e-mail; sent with `email` (as typed, lower case) by the worker.

Receivers answer with a list of `LinkOffer`s: what `email` has a link to, its full address, and until when.
"""
