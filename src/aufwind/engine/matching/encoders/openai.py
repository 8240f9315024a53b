"""An encoder behind an address that answers like OpenAI's `/embeddings`. The texts go there: the operator's choice.

The key, if one is needed, comes from the environment (`AUFWIND_ENCODER_KEY`), never from the setting, which is shown.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.matching.encoders.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

KEY = "AUFWIND_ENCODER_KEY"
BATCH, SECONDS, MOST_BYTES = 64, 60.0, 64 << 20


class OpenAiEncoder:
    """Texts through an address; one short request at the beginning tells the length of a vector.

    Raises:
        ProblemError: The address does not answer, or not with one vector a text.
    """

    def __init__(self, address: str, model: str) -> None:
        if not address.startswith(("http://", "https://")) or not model:
            raise ProblemError([_wrong(address, "…#", "http(s)://")])
        self._address, self._model = address.rstrip("/") + "/embeddings", model
        self.id = f"openai/{address}#{model}"
        self.dim = int(self._batch(["text"]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, dim); texts are made neutral before they are sent."""
        return rows_of(texts, self.dim, self._batch, BATCH)

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        answer = self._asked({"model": self._model, "input": texts, "encoding_format": "float"})
        try:
            own = sorted(answer["data"], key=lambda item: item["index"])
            rows = np.array([item["embedding"] for item in own], np.float32)
        except (KeyError, TypeError, ValueError):
            raise ProblemError([_wrong(self._address, "data[].embedding", "JSON")]) from None
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise ProblemError([_wrong(self._address, f"{len(texts)} × n", f"{rows.shape}")])
        unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit

    def _asked(self, question: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        request = Request(self._address, json.dumps(question).encode(), headers)  # noqa: S310 -- http(s) is checked
        try:
            with urlopen(request, timeout=SECONDS) as reply:  # noqa: S310 -- as above
                return json.loads(reply.read(MOST_BYTES))
        except HTTPError as error:
            raise ProblemError([_silent(self._address, f"HTTP {error.code}")]) from None
        except (URLError, OSError, ValueError) as error:
            raise ProblemError([_silent(self._address, str(getattr(error, "reason", error)))]) from None


def _silent(address: str, why: str) -> Finding:
    return Finding(
        Text(f"Encoder {address}", f"Encoder {address}"),
        Text(f"Keine brauchbare Antwort ({why}).", f"No usable answer ({why})."),
        Text(f"Prüfen Sie Adresse, Modell und {KEY}.", f"Check the address, the model and {KEY}."),
    )


def _wrong(address: str, wanted: str, got: str) -> Finding:
    return Finding(
        Text(f"Encoder {address}", f"Encoder {address}"),
        Text(f"Erwartet war {wanted}, da ist {got}.", f"Expected {wanted}, found {got}."),
        Text("Schreiben Sie openai:https://host/v1#modell.", "Write openai:https://host/v1#model."),
    )
