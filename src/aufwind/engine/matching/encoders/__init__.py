"""Encoders: texts in, vectors of unit length out; one is built in, others plug in by a setting.

use                         the built-in multilingual encoder (the usual one; nothing leaves the machine)
none                        no vectors: words and labels alone
onnx:/folder                a model folder of the operator's (model.onnx, tokenizer.json)
openai:https://host/v1#name any address that answers like OpenAI's embeddings; the texts are sent there
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from aufwind.engine.errors import Finding, ProblemError, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

USUAL = "use"


class Encoder(Protocol):
    """Turns texts into vectors.

    Attributes:
        id: Name, version and adaptation; vectors of different ids must not be compared.
        dim: Length of a vector.
    """

    id: str
    dim: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, dim); an empty text gives a row of zeros."""
        ...


@lru_cache(maxsize=8)
def encoder_named(setting: str = USUAL) -> Encoder | None:
    """The encoder a setting names; None for «none» (or «lexical»). Asked twice, the same one is returned.

    Raises:
        ProblemError: The setting names nothing known, or what it names is not installed here.
    """
    kind, _, rest = setting.strip().partition(":")
    if kind in {"none", "lexical", ""}:
        return None
    if kind == "use" and not rest:
        from aufwind.engine.matching.encoders.use import UseEncoder  # noqa: PLC0415 -- reads 32 MB of weights

        return UseEncoder()
    if kind == "onnx" and rest:
        from aufwind.engine.matching.encoders.onnx import OnnxEncoder  # noqa: PLC0415 -- only who asks for it

        return OnnxEncoder(Path(rest))
    if kind == "openai" and "#" in rest:
        from aufwind.engine.matching.encoders.openai import OpenAiEncoder  # noqa: PLC0415 -- only who asks for it

        address, _, model = rest.partition("#")
        return OpenAiEncoder(address, model)
    raise ProblemError([_unknown(setting)])


def _unknown(setting: str) -> Finding:
    return Finding(
        Text(f"Einstellung des Encoders «{setting}»", f"Encoder setting “{setting}”"),
        Text("So heißt kein Encoder.", "No encoder has this name."),
        Text(
            "Möglich sind use, none, onnx:/ordner und openai:https://host/v1#modell.",
            "Use use, none, onnx:/folder or openai:https://host/v1#model.",
        ),
    )
