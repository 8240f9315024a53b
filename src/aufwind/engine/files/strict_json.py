"""JSON text to plain values, refusing what two readers could read differently (RFC 8259, RFC 7493)."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import NoReturn

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import FileIsRefused, refused, shortened

MOST_BYTES = 64 << 20
LONGEST_NUMBER = 40

type_names = {
    dict: Text("ein Objekt", "an object"),
    list: Text("eine Liste", "a list"),
    str: Text("ein Text", "a text"),
    bool: Text("wahr oder falsch", "true or false"),
    int: Text("eine Zahl", "a number"),
    float: Text("eine Zahl", "a number"),
    type(None): Text("nichts (null)", "nothing (null)"),
}
"""What a value is called in messages."""


def parse(content: bytes) -> object:
    """The value a JSON file holds.

    Refused are: other encodings than UTF-8, more than `MOST_BYTES`, nested about a thousand deep, keys
    that stand twice in one object, NaN and Infinity, numbers no float can hold, and halves of surrogate
    pairs.

    Raises:
        FileIsRefused: Names line and column where there is one.
    """
    if len(content) > MOST_BYTES:
        raise _whole_file(
            Text(f"größer als {MOST_BYTES >> 20} MB.", f"larger than {MOST_BYTES >> 20} MB."),
            Text("Planen Sie die Veranstaltung in Teilen.", "Plan the event in parts."),
        )
    text = _decoded(content)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        raise refused(
            Text(f"Zeile {error.lineno}, Spalte {error.colno}", f"Line {error.lineno}, column {error.colno}"),
            Text("Das ist kein gültiges JSON.", "This is not valid JSON."),
            Text(
                "Speichern Sie die Datei aus einem Programm, das JSON schreibt.",
                "Save the file from a program that writes JSON.",
            ),
        ) from error
    except RecursionError:
        raise _whole_file(
            Text("zu tief verschachtelt.", "nested too deeply."),
            Text("Prüfen Sie, woher die Datei stammt.", "Check where the file comes from."),
        ) from None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _whole_file(
            Text(f"nicht in UTF-8 (ab Byte {error.start + 1}).", f"not in UTF-8 (from byte {error.start + 1})."),
            Text("Speichern Sie die Datei als UTF-8.", "Save the file as UTF-8."),
        ) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice, _ = Counter(keys).most_common(1)[0]
        raise _whole_file(
            Text(
                f"uneindeutig: «{shortened(twice)}» steht zweimal in einem Objekt.",
                f"ambiguous: “{shortened(twice)}” stands twice in one object.",
            ),
            Text("Lassen Sie nur eines stehen.", "Keep only one of them."),
        )
    return made


def _no_number(constant: str) -> NoReturn:
    raise _whole_file(
        Text(f"kein JSON: {constant} ist keine Zahl.", f"not JSON: {constant} is not a number."),
        Text("Schreiben Sie eine Zahl.", "Write a number."),
    )


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _too_large(text)
    return number


def _int(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _too_large(text)
    return int(text)


def _too_large(text: str) -> FileIsRefused:
    shown = shortened(text, 20)
    return _whole_file(
        Text(f"unbrauchbar: {shown} ist zu groß.", f"unusable: {shown} is too large."),
        Text("Schreiben Sie eine kleinere Zahl.", "Write a smaller number."),
    )


def _whole_file(what: Text, repair: Text) -> FileIsRefused:
    return refused(Text("Ganze Datei", "Whole file"), Text(f"Sie ist {what.de}", f"It is {what.en}"), repair)


def has_lone_surrogate(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, which no file can be written with."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def in_lines(whole: dict[str, object]) -> str:
    """JSON text with one line for each field and each item of a list: made for reading and comparing."""
    parts = [
        f"{_text(name)}: {_list(value) if isinstance(value, list) else _text(value)}" for name, value in whole.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _list(items: list[object]) -> str:
    return "[" + ",".join(f"\n  {_text(item)}" for item in items) + "]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
