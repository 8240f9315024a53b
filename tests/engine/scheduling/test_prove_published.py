import pytest

from aufwind.engine.scheduling.prove import prove
from aufwind.engine.stop import after_rounds

from .published import Known, instance_from_dzn, known, objections

QUICK = [case for case in known("published") if case.path.name.startswith("tic-12")]


@pytest.mark.parametrize("case", QUICK, ids=lambda case: f"{case.path.stem}-{case.spread}")
def test_prove_meets_the_published_optimum(case: Known):
    instance = instance_from_dzn(case.path, case.spread)

    proof = prove(instance, stop=after_rounds(100))

    assert (proof.proven, proof.gaps, proof.infeasible is None) == (True, case.gaps, case.gaps is not None)
    assert proof.slot is None or objections(instance, proof.slot.tolist()) == []


@pytest.mark.skipif(bool(QUICK), reason="the published files are here")
def test_published_files_are_absent():
    pytest.skip("the published problems lie beside the repository and are not there")
