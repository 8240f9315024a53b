from aufwind.core.matrix import VISITORS, Page, faults_in, table
from aufwind.core.policy import PUBLIC, Access


def test_what_is_missing_is_named():
    nameless = Page("/kite/", "kites:", Access(PUBLIC))
    undeclared = Page("/kite/fly/", "kites:fly", None)
    unruled = Page("/kite/land/", "kites:land", Access("kites.land"))

    assert faults_in([nameless, undeclared, unruled]) == [
        "/kite/ has no name",
        "/kite/fly/ (kites:fly) declares no access: put @access(…) on its view",
        "/kite/land/ demands kites.land, which no rules.py declares",
    ]


def test_the_table_shows_who_may_do_what():
    lines = table([Page("/kite/", "kite", Access(PUBLIC, ("POST",))), Page("/x/", "x", None)]).splitlines()

    assert lines[0].split("\t") == ["url", "name", "permission", *VISITORS]
    assert lines[1].split("\t") == ["/kite/", "kite", "public", *["POST OPTIONS"] * len(VISITORS)]
    assert lines[2].split("\t") == ["/x/", "x", "UNDECLARED", *["–"] * len(VISITORS)]
