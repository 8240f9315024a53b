"""`aufwind rank` as people call it."""

from __future__ import annotations

import pytest

from aufwind.cli import main

QUERIES = "id\ttext\nq1\tSchreinerin\nq2\tcloud hosting\n"
CORPUS = "id\ttext\tgroup\na\tTischler/in\twood\nb\tSchreiner\twood\nc\tServer in der Cloud\t\n"


@pytest.fixture
def files(tmp_path):
    queries, corpus = tmp_path / "queries.tsv", tmp_path / "corpus.tsv"
    queries.write_text(QUERIES, encoding="utf-8")
    corpus.write_text(CORPUS, encoding="utf-8")
    return queries, corpus, tmp_path / "run.tsv"


def rank(files, *more):
    queries, corpus, output = files
    return main(["rank", str(queries), str(corpus), "-o", str(output), "--lang", "en", *more])


def test_every_query_gets_its_texts_best_first(files):
    assert rank(files) == 0

    header, *rows = (line.split("\t") for line in files[2].read_text().splitlines())
    assert header == ["query_id", "corpus_id", "rank", "score"]
    assert [row[0] for row in rows] == ["q1"] * 3 + ["q2"] * 3
    assert [row[2] for row in rows] == ["1", "2", "3"] * 2
    assert rows[0][1] == "b"
    assert rows[3][1] == "c"


def test_depth_limits_the_texts_of_a_query(files):
    assert rank(files, "--depth", "1") == 0

    assert len(files[2].read_text().splitlines()) == 3


def test_bad_input_is_refused_with_its_place_and_nothing_is_written(files, capsys):
    files[1].write_text("id\ttext\na\tTischler\na\tSchreiner\n", encoding="utf-8")

    assert rank(files) == 2

    assert "corpus.tsv, row 3, column id: “a” stands in row 2 already." in capsys.readouterr().err
    assert not files[2].exists()


def test_a_missing_file_is_named(files, tmp_path, capsys):
    assert main(["rank", str(tmp_path / "no.tsv"), str(files[1]), "-o", str(files[2]), "--lang", "de"]) == 2

    assert "no.tsv: nicht lesbar" in capsys.readouterr().err


def test_an_unknown_encoder_is_refused(files, capsys):
    assert rank(files, "--encoder", "magic") == 2

    assert capsys.readouterr().err.startswith("Encoder setting “magic”: No encoder has this name.")


@pytest.mark.parametrize("depth", ["0", "-3", "many"])
def test_a_depth_that_is_no_number_is_refused(files, depth, capsys):
    with pytest.raises(SystemExit) as left:
        rank(files, f"--depth={depth}")

    assert left.value.code == 2
    assert "a whole number from 1" in capsys.readouterr().err
    assert not files[2].exists()


def test_a_folder_that_is_not_there_is_named_and_nothing_is_written(files, tmp_path, capsys):
    assert rank((files[0], files[1], tmp_path / "no" / "run.tsv")) == 2

    assert "cannot be written" in capsys.readouterr().err


def test_the_same_files_give_the_same_bytes(files):
    rank(files)
    first = files[2].read_bytes()
    rank(files)

    assert files[2].read_bytes() == first
