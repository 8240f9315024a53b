"""A text that is a skill's label is drawn towards everything the skill is called; other texts stay as they are."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.kinship import shipped_kinship
from aufwind.engine.matching.skills import shipped_skills
from aufwind.engine.matching.taxonomy import shipped_taxonomy


@pytest.fixture(scope="module")
def encoder():
    return encoder_named("use")


def test_the_skills_are_those_of_the_shipped_encoder_and_taxonomy(encoder):
    skills, taxonomy = shipped_skills(), shipped_taxonomy()
    kinds = [taxonomy.concept(number).kind for number in range(len(taxonomy))]

    assert skills.encoder == encoder.id == shipped_kinship().encoder
    assert kinds[skills._first] == "skill"
    assert kinds.count("skill") == len(skills._means)


def test_a_label_is_drawn_and_stays_of_unit_length(encoder):
    texts = ["Buchhaltung", "Wir suchen einen Raum mit Nachhall"]
    label = next(c.de for c in map(shipped_taxonomy().concept, range(len(shipped_taxonomy()))) if c.kind == "skill")
    vectors = encoder.encode([label, *texts])

    drawn = shipped_skills().drawn([label, *texts], vectors)

    assert not np.array_equal(drawn[0], vectors[0])
    assert np.array_equal(drawn[2], vectors[2])
    assert np.allclose(np.linalg.norm(drawn, axis=1), 1, atol=1e-4)


def test_texts_that_name_no_skill_are_left_alone(encoder):
    vectors = encoder.encode(["Ein Raum mit zwei Sekunden Nachhall"])

    assert shipped_skills().drawn(["Ein Raum mit zwei Sekunden Nachhall"], vectors) is vectors
