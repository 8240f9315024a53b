"""The register: organisations and people, what they offer and need, who is tied to whom, and who may see what.

Owns places and codes, actors, listings, ties and affiliations in time, consent, sign-up, imports, duplicates and
merges, and the search over all of it. A reader gets to know an actor as an `Entry` (`entries`), nothing else.
Does not know projects or events; they point at actors, never the reverse. Suggests nobody; `matching` does.
"""
