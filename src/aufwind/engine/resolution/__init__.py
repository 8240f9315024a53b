"""Which records name the same organisation or person («entity resolution», record linkage).

    record.py     what is compared: a name and how to reach it
    names.py      names to words that can be compared: legal forms, umlauts, titles, abbreviations
    phonetic.py   how German words sound (Kölner Phonetik)
    signals.py    domains, telephone numbers, post codes and streets
    features.py   a record, reduced to what is compared, in about 150 bytes
    blocking.py   which pairs are worth comparing; an index of keys in two sorted columns
    words.py      how two names agree, word by word
    weights.py    how much each agreement tells, in one place
    compare.py    the probability that two records name the same
    resolve.py    duplicates of a whole list, and of one new record in a register

Method: Fellegi and Sunter, «A Theory for Record Linkage» (1969), with value-specific weights: agreeing on a rare word
tells more than on a frequent one (Winkler 1989). No machine decides: whoever asks gets a probability and its reasons.
"""

from aufwind.engine.resolution.record import Record
from aufwind.engine.resolution.resolve import DuplicatePair, Match, Resolver, find_duplicates

__all__ = ["DuplicatePair", "Match", "Record", "Resolver", "find_duplicates"]
