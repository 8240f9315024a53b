"""From a row of a list to what it says of an actor: framework of the import, writes nothing.

    columns.py      the fields of the form and what columns are called; which column means what
    words.py        words of lists (kinds, audiences …) in both languages to our codes and back
    values.py       one cell: days, addresses, numbers
    references.py   places, codes and wordings that rows name
    rows.py         a row to an entry, or to a fact about one; refused with column and reason
    entry_rows.py   what a row of an entry says
    known.py        the register as a list that is searched for the same actor

The form is described in `docs/reference/register-files.md`; `exports` writes it.
"""
