"""Finding actors: words with typos and umlauts, choices with counts, pages by key; each reader within her tier."""

from aufwind.actors.search.asked import LISTINGS, Asked, Order
from aufwind.actors.search.find import FACETS, Found, Hit, district_names, keys_found, search

__all__ = ["FACETS", "LISTINGS", "Asked", "Found", "Hit", "Order", "district_names", "keys_found", "search"]
