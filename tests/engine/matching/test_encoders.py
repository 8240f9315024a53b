"""The port of the encoders, and what plugs into it."""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.matching.encoders import encoder_named

TEXTS = ["Schreinerin gesucht", "", "cloud hosting"]


@pytest.fixture
def address(monkeypatch):
    """An address that answers like OpenAI's; a text's vector is (its length, 1)."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = [{"index": at, "embedding": [len(text), 1]} for at, text in enumerate(question["input"])]
            asked.append((self.path, question["model"], question["input"], self.headers["Authorization"]))
            content = json.dumps({"data": data[::-1]} if question["model"] != "odd" else {"data": data[:0]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    asked: list[tuple[str, str, list[str], str]] = []
    monkeypatch.setenv("AUFWIND_ENCODER_KEY", "secret")
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_usual_encoder_gives_unit_rows_and_zeros_for_nothing():
    rows = encoder_named("use").encode(TEXTS)

    assert rows.dtype == np.float32
    assert rows.shape == (3, encoder_named("use").dim)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 0, 1], atol=1e-5)


def test_the_usual_encoder_reads_a_text_alone_as_among_others():
    encoder = encoder_named("use")

    np.testing.assert_allclose(encoder.encode(TEXTS)[2], encoder.encode(TEXTS[2:])[0], atol=1e-5)


def test_gender_leaves_vectors_bit_identical():
    one, other = encoder_named("use").encode(["Erfahrener Weber (m/w/d), 42 Jahre", "Erfahrene Weberin, 57 Jahre"])

    assert one.tobytes() == other.tobytes()


def test_an_encoder_is_made_once():
    assert encoder_named("use") is encoder_named("use")


@pytest.mark.parametrize("setting", ["none", "lexical"])
def test_no_encoder_is_a_choice(setting):
    assert encoder_named(setting) is None


@pytest.mark.parametrize("setting", ["magic", "use:large", "openai:https://host/v1", "onnx:"])
def test_unknown_settings_are_refused(setting):
    with pytest.raises(ProblemError, match="No encoder has this name"):
        encoder_named(setting)


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ProblemError, match=r"model\.onnx: The file is missing"):
        encoder_named(f"onnx:{tmp_path}")


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).touch()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(ProblemError, match="onnxruntime is not installed"):
        encoder_named(f"onnx:{tmp_path}")


@pytest.mark.enable_socket
def test_an_address_gives_vectors_and_gets_neutral_texts(address):
    where, asked = address

    encoder = encoder_named(f"openai:{where}#small")
    rows = encoder.encode(TEXTS)

    assert (encoder.id, encoder.dim) == (f"openai/{where}#small", 2)
    np.testing.assert_allclose(rows[:, 0] / np.maximum(rows[:, 1], 1e-9), [17, 0, 13], rtol=1e-5)
    assert asked[-1] == ("/v1/embeddings", "small", ["Schreiner gesucht", "cloud hosting"], "Bearer secret")


@pytest.mark.enable_socket
def test_an_odd_answer_is_refused(address):
    with pytest.raises(ProblemError, match="Expected"):
        encoder_named(f"openai:{address[0]}#odd")


@pytest.mark.enable_socket
def test_an_address_that_does_not_answer_is_named():
    with pytest.raises(ProblemError, match="No usable answer"):
        encoder_named("openai:http://127.0.0.1:9/v1#small")
