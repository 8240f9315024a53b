"""How much each agreement and disagreement tells, as natural logarithms of likelihood ratios: ln(m/u).

m is how often records of the same actor agree on a field, u how often records of different actors do. Where u
depends on the value (a rare name, a small town) it is counted in the register itself (`Counts.surprise`); here
stand what cannot be counted without knowing the truth. Set by hand from m ≈ 0.9 for names, 0.9 for places, 0.6 for
contacts, then checked on seeds of the published generator other than those reported; no weight was fitted to a row.
"""

EXPECTED_DUPLICATES = 0.05
"""Share of records that have a duplicate; the prior odds of a pair are this over the size of the register."""

MOST_FOR_A_WORD = 8.0
MOST_FOR_A_NAME = 16.0
MOST_FOR_A_PLACE_IN_A_NAME = 1.0
"""«Oschatz» in a name tells nothing more where both are in Oschatz."""
TYPING_ERROR = 0.8
"""Share of its weight a word keeps that agrees but for a typing error, is shortened, or is only an initial."""
ABBREVIATION = 0.65
INITIAL = 0.3
ACRONYM = 0.7
MISSING_WORD = -0.35
"""Share of its weight a word costs that only one side has."""
MOST_FOR_MISSING = -4.0
DIFFERENT_WORDS = -3.0
"""Both sides have a word the other has not; added to the weight of the lighter one, negated."""
DIFFERENT_GIVEN_NAMES = -60.0
"""Two people who share everything but a word of their names are a family, not a duplicate."""

SAME_PLACE_MOST = 5.0
OTHER_PLACE = -4.5
NEAR_PLACE = -2.5
"""Same first three digits of the post code: a neighbouring municipality, or a district typed instead of its town."""
SAME_STREET = 4.0
LIKE_STREET = 3.0
OTHER_STREET = -0.7
SAME_EMAIL_MOST = 9.0
OTHER_EMAIL = -0.6
SAME_DOMAIN_MOST = 6.0
OTHER_DOMAIN = -1.2
SAME_PHONE_MOST = 8.0
OTHER_PHONE = -0.7
"""Telephone numbers and addresses change, and offices have several: little is told by a difference."""
MOST_FOR_CONTACTS = 14.0
"""E-mail, domain, telephone and street depend on each other: one office has them all."""
