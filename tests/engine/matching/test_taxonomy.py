"""Labels in two languages, and what ties texts to them."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.matching.concepts import ConceptIndex
from aufwind.engine.matching.taxonomy import Taxonomy, mentioned_in, shipped_taxonomy

LINES = [
    "occupation\tu1\tTischler/Tischlerin\tcabinet maker\ttischler|schreiner\tcabinet maker|furniture maker",
    "occupation\tu2\tWeber/Weberin\tweaver\tweber\tweaver",
    "skill\tu3\tWeben von Hand\thand weaving\tweben von hand|handweben\thand weaving",
    "nace-2.1\t47\tEinzelhandel\tRetail trade\teinzelhandel\tretail trade",
    "skill\tu5\tRecht\t\trecht\t",
]


@pytest.fixture
def taxonomy():
    return Taxonomy(LINES)


def test_a_concept_is_found_by_any_label_in_any_gender(taxonomy):
    assert taxonomy.named("Schreinerin (m/w/d)") == taxonomy.named("Furniture maker") == (0,)
    assert taxonomy.named("Schreinerei") == ()


def test_concepts_are_found_inside_a_text_the_longest_label_first(taxonomy):
    assert taxonomy.mentioned("Weberin für das Weben von Hand im Einzelhandel gesucht") == (1, 2, 3)


def test_a_name_missing_in_one_language_is_given_in_the_other(taxonomy):
    assert (taxonomy.concept(4).de, taxonomy.concept(4).en) == ("Recht", "Recht")


def test_shipped_concepts_bridge_the_languages():
    shipped = shipped_taxonomy()
    names = [shipped.concept(number) for number in mentioned_in("Wir suchen eine Weberin")]

    assert len(shipped) > 20_000
    assert "weaver" in [name.en for name in names]


def index(taxonomy, texts, topics=None, groups=None):
    return ConceptIndex(texts, topics or [()] * len(texts), np.array(groups or range(len(texts))), taxonomy)


def test_a_german_query_meets_an_english_text_of_its_concept(taxonomy):
    scores = index(taxonomy, ["furniture maker", "weaver", "bread"]).scores("Schreinerin")

    assert scores.tolist() == [1, pytest.approx(0, abs=0.3), 0]


def test_close_to_a_label_counts_in_part(taxonomy):
    scores = index(taxonomy, ["cabinet maker", "weaver"]).scores("Möbelschreiner")

    assert 0.3 < scores[0] < 1
    assert scores[1] < scores[0]


def test_topics_meet_across_languages_and_unknown_ones_word_for_word(taxonomy):
    scores = index(taxonomy, ["a", "b", "c"], [["Retail trade"], ["Zukunft"], []]).scores("x", ["Einzelhandel"])

    assert scores.tolist() == [1, 0, 0]
    assert index(taxonomy, ["a"], [["Zukunft"]]).scores("x", ["zukunft"]).tolist() == [1]


def test_half_of_what_is_named_counts_half(taxonomy):
    scores = index(taxonomy, ["weaver", "bread"], [[], []]).scores("Weberin und Tischlerin gesucht, bitte melden")

    assert 0.2 < scores[0] < 0.8
    assert scores[1] == 0


def test_rows_of_a_group_settle_what_a_word_means():
    two = Taxonomy(["a\t1\tBank\tbank\tbank|kreditinstitut\tbank", "b\t2\tBank\tbench\tbank|sitzbank\tbench"])

    grouped = index(two, ["Bank", "Kreditinstitut"], groups=[0, 0])

    assert grouped.scores("bench")[0] < 0.5
    assert grouped.scores("Kreditinstitut").tolist() == [1, 1]


def test_nothing_named_scores_nothing(taxonomy):
    assert index(taxonomy, ["bread", ""]).scores("Weberin").tolist() == [0, 0]
