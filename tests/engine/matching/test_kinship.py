"""Names of occupations that share neither words nor sense are kin by their ISCO group; other lists are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.kinship import shipped_kinship
from aufwind.engine.matching.search import TextIndex

TITLES = ["Grafikerin", "illustrator", "Bäcker", "pastry chef", "Softwareentwickler", "web developer", "Tischler",
          "roofer", "Krankenpfleger", "midwife"]  # fmt: skip
MANY = TITLES * 7
"""A list long enough to show what it holds."""
OFFERS = ["Proberaum für Musikgruppen an drei Abenden", "Wir drucken kleine Auflagen auf altem Papier",
          "looms that stand idle on Fridays", "Fördermittel finden und beantragen"]  # fmt: skip


@pytest.fixture(scope="module")
def encoder():
    return encoder_named("use")


def test_the_occupations_are_those_of_the_shipped_encoder(encoder):
    assert shipped_kinship().encoder == encoder.id


def test_a_list_of_titles_is_known_and_a_list_of_offers_is_not(encoder):
    kinship = shipped_kinship()

    assert kinship.share_of(encoder.encode(MANY)) == 1.0
    assert kinship.share_of(encoder.encode(TITLES)) == 0.0
    assert kinship.share_of(encoder.encode(OFFERS * 20)) == 0.0
    assert kinship.share_of(np.zeros((0, encoder.dim), np.float32)) == 0.0


def test_groups_are_rows_of_unit_length_and_kin_stand_nearer(encoder):
    groups = shipped_kinship().groups_of(encoder.encode(TITLES)).astype(np.float32)
    likeness = groups @ groups.T

    assert np.allclose(np.linalg.norm(groups, axis=1), 1, atol=0.01)
    assert likeness[0, 1] > likeness[0, 2:].max()
    assert likeness[4, 5] > np.delete(likeness[4], [4, 5]).max()


def test_kin_rank_higher_among_titles_alone(encoder):
    with_kin = TextIndex.build(MANY, encoder=encoder)
    without = TextIndex.build(MANY, encoder=encoder)
    without._kin = None

    def place(index) -> int:
        return index.nearest(["Mediengestalter"], depth=70)[0].indices.tolist().index(1)

    assert place(with_kin) <= place(without)
    assert TextIndex.build(OFFERS * 20, encoder=encoder)._kin is None
    assert TextIndex.build(MANY, encoder=None)._kin is None
