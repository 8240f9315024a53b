"""The container: a tar of gzip members, packed on all cores, whose last member names the hash of all before.

Each block of the tar is a gzip member of its own, which the format allows: blocks are packed in parallel, and every
tool reads the result. The last member is empty and carries the SHA-256 in its comment field, so that one pass over
the file, without unpacking, proves every byte, the seal's own included.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

BLOCK_BYTES = 2**22
PACKERS = 2
READ_BYTES = 2**20
QUICK = 1  # zlib's quickest level: about 100 MB/s and core, half the size

_SEAL_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"  # gzip, deflate, with comment, no time, any system
_SEAL_END = b"\x03\x00" + bytes(8)  # an empty block, its checksum and length
_SEAL_WORD = b"sha256:"
SEAL_BYTES = len(_SEAL_HEADER) + len(_SEAL_WORD) + 64 + 1 + len(_SEAL_END)


class BackupDamaged(Exception):
    """The file is not, to the last byte, what was written. Nothing was restored; take another copy."""


class BackupRefused(Exception):
    """The backup cannot be made or put back like this; the message says what to do."""


class PackedWriter:
    """A file that packs what is written to it, block by block on several cores, and seals itself when closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self._block = bytearray()
        self._pool = ThreadPoolExecutor(PACKERS)
        self._packing: deque[Future[bytes]] = deque()
        self.packed_bytes = 0

    def write(self, data: bytes) -> int:
        self._block += data
        if len(self._block) >= BLOCK_BYTES:
            self._pack()
        return len(data)

    def close(self) -> str:
        """Write what is left and the seal, and give the hash."""
        self._pack()
        while self._packing:
            self._put(self._packing.popleft().result())
        self._pool.shutdown()
        self._file.write(_seal(self._digest.hexdigest()))
        self.packed_bytes += SEAL_BYTES
        return self._digest.hexdigest()

    def abandon(self) -> None:
        """Stop packing; the file stays unsealed."""
        self._pool.shutdown(cancel_futures=True)

    def _pack(self) -> None:
        self._packing.append(self._pool.submit(zlib.compress, bytes(self._block), QUICK, 31))
        self._block.clear()
        while len(self._packing) > 2 * PACKERS:  # what waits stays in memory
            self._put(self._packing.popleft().result())

    def _put(self, packed: bytes) -> None:
        self._digest.update(packed)
        self._file.write(packed)
        self.packed_bytes += len(packed)


class Archive:
    """A backup being written: members one after the other, each with its hash for the manifest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._packed = PackedWriter(file)
        self._tar = tarfile.open(mode="w|", fileobj=self._packed, bufsize=READ_BYTES, copybufsize=READ_BYTES)  # type: ignore[call-overload]  # noqa: SIM115 -- closed by __exit__; typeshed lacks copybufsize
        self.members: dict[str, dict[str, Any]] = {}  # a JSON object each
        self.sha256 = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._tar.close()
            self.sha256 = self._packed.close()
        else:
            self._packed.abandon()

    @property
    def packed_bytes(self) -> int:
        """How much was written."""
        return self._packed.packed_bytes

    def add_bytes(self, name: str, content: bytes) -> None:
        """A member from memory."""
        self._add(name, BytesIO(content), len(content))

    def add_json(self, name: str, value: object) -> None:
        """A member of readable JSON."""
        self.add_bytes(name, json.dumps(value, indent=1, sort_keys=True).encode())

    def add_file(self, name: str, path: Path) -> None:
        """A member from the disk; a file that is gone meanwhile is left out."""
        try:
            with path.open("rb") as file:
                self._add(name, file, path.stat().st_size)
        except FileNotFoundError:
            return

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = Hashing(content)
        self._tar.addfile(member, hashing)
        self.members[name] = {"bytes": size, "sha256": hashing.hexdigest()}


class Hashing:
    """A file that is hashed while somebody else reads it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        return data

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def check_seal(path: Path) -> str:
    """Prove every byte of a backup, and give its hash.

    Raises:
        BackupDamaged: A byte is wrong, missing or too many, or it is no backup at all.
    """
    digest = hashlib.sha256()
    left = path.stat().st_size - SEAL_BYTES
    with path.open("rb") as file:
        while left > 0 and (data := file.read(min(left, READ_BYTES))):
            digest.update(data)
            left -= len(data)
        if left != 0 or file.read() != _seal(digest.hexdigest()):
            raise BackupDamaged(
                f"{path.name} is damaged or no backup: its content does not give its hash. Take another copy."
            )
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The members of a backup, in the order they were written."""
    with gzip.open(path) as unpacked, tarfile.open(mode="r|", fileobj=unpacked, bufsize=READ_BYTES) as tar:
        yield tar


def _seal(digest: str) -> bytes:
    return _SEAL_HEADER + _SEAL_WORD + digest.encode() + b"\x00" + _SEAL_END
