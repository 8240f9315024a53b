"""Aufwind: from offers and needs to the plan, and from the plan to the funder's figure."""

__version__ = "0.1.0"
