"""The register: places, and the organisations the agency works with.

Owns places (municipality → district → NUTS) and actors. Offers, needs and consent join them here.
Does not know projects or events; they point at actors, never the reverse.
"""
