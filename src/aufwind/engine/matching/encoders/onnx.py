"""An encoder from a folder of the operator's: `model.onnx` and `tokenizer.json`, as sentence models are published.

Needs the extra `onnx` (onnxruntime and tokenizers). Token vectors are averaged where the model gives them; a model that
gives one vector a text is taken at its word.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.matching.encoders.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MOST_TOKENS, BATCH = 256, 32


class OnnxEncoder:
    """Texts through a model folder; the id carries the folder's name and a digest of the model.

    Raises:
        ProblemError: The folder lacks a file, or the extra is not installed.
    """

    def __init__(self, folder: Path) -> None:
        model, tokenizer = (folder / name for name in ("model.onnx", "tokenizer.json"))
        for path in (model, tokenizer):
            if not path.is_file():
                raise ProblemError([_missing(path)])
        self._session, self._tokens = _loaded(model, tokenizer)
        self._inputs = {own.name for own in self._session.get_inputs()}
        with model.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        self.id = f"onnx/{folder.name}/{digest}"
        self.dim = int(self._batch(["text"]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, dim); texts are made neutral first."""
        return rows_of(texts, self.dim, self._batch, BATCH)

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = self._tokens.encode_batch(texts)
        mask = np.array([own.attention_mask for own in tokens], np.int64)
        given = {
            "input_ids": np.array([own.ids for own in tokens], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([own.type_ids for own in tokens], np.int64),
        }
        out = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs & given.keys()})[0])
        if out.ndim == 3:
            weights = mask[:, :, None]
            out = (out * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        rows: NDArray[np.float32] = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return rows


def _loaded(model: Path, tokenizer: Path) -> tuple[Any, Any]:
    """The session and the tokenizer; both libraries come without types."""
    try:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
    except ImportError as error:
        raise ProblemError([_not_installed(str(error.name))]) from None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1  # several processes share the cores
    tokens = tokenizers.Tokenizer.from_file(str(tokenizer))
    tokens.enable_truncation(MOST_TOKENS)
    tokens.enable_padding()
    return runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"]), tokens


def _missing(path: Path) -> Finding:
    return Finding(
        Text(f"Encoder onnx, {path}", f"Encoder onnx, {path}"),
        Text("Die Datei fehlt.", "The file is missing."),
        Text("Der Ordner braucht model.onnx und tokenizer.json.", "The folder needs model.onnx and tokenizer.json."),
    )


def _not_installed(module: str) -> Finding:
    return Finding(
        Text("Encoder onnx", "Encoder onnx"),
        Text(f"{module} ist nicht installiert.", f"{module} is not installed."),
        Text("Installieren Sie aufwind[onnx].", "Install aufwind[onnx]."),
    )
