"""What a batch has done so far, kept on disk, so that a run that was broken off is taken up where it ended.

Every entry is sealed with a secret of this user on this machine: what somebody else wrote is never read back.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import stat
from typing import TYPE_CHECKING, TextIO

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILE = "journal.key"
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that has been examined: its name, the SHA-256 of its bytes, and its parcel."""

    file: str
    sha256: str
    parcel: bytes


class Journal:
    """The entries of one file, which grows line by line.

    Args:
        path: where it is; made when the first entry is written.
        conditions: a hash of all that results depend on besides the files; other entries are passed over.
        secret: seals the entries.
    """

    def __init__(self, path: Path, conditions: str, secret: bytes) -> None:
        self._path = path
        self._conditions = conditions
        self._secret = secret
        self._stream: TextIO | None = None

    def entries(self) -> dict[tuple[str, str], Entry]:
        """The entries that hold under these conditions, by file and hash; the last of several counts."""
        return {(entry.file, entry.sha256): entry for entry in self._read()}

    def _read(self) -> Iterator[Entry]:
        try:
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                kept = json.loads(line)
                parcel = base64.b64decode(kept["parcel"], validate=True)
                seal = self._seal(kept["file"], kept["sha256"], parcel)
                if kept["conditions"] == self._conditions and hmac.compare_digest(seal, kept["seal"]):
                    yield Entry(kept["file"], kept["sha256"], parcel)
            except (ValueError, KeyError, TypeError, binascii.Error):
                continue  # the line was being written when the run ended, or is another's

    def add(self, file: str, sha256: str, parcel: bytes) -> None:
        """Write an entry, whole, so that it is there whatever happens next.

        Raises:
            OSError: the file cannot be written.
        """
        if self._stream is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._path.open("a", encoding="utf-8", newline="\n")
        line = {
            "file": file,
            "sha256": sha256,
            "conditions": self._conditions,
            "seal": self._seal(file, sha256, parcel),
            "parcel": base64.b64encode(parcel).decode(),
        }
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _seal(self, file: str, sha256: str, parcel: bytes) -> str:
        words = "\x1f".join((self._conditions, file, sha256)).encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, words + b"\x1f" + parcel, hashlib.sha256).hexdigest()


def secret_in(folder: Path) -> bytes | None:
    """The user's own secret in a private folder, made on first use; ``None`` when there is no such place."""
    path = folder / _FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
        except FileExistsError:
            return _kept(path)
        with os.fdopen(descriptor, "wb") as stream:
            secret = os.urandom(_LENGTH)
            stream.write(secret)
    except OSError:
        return None
    return secret


def _kept(path: Path) -> bytes | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        found = os.fstat(stream.fileno())
        owner = getattr(os, "geteuid", None)
        private = owner is None or (found.st_uid == owner() and not found.st_mode & 0o077)
        secret = stream.read(_LENGTH + 1)
    return secret if private and stat.S_ISREG(found.st_mode) and len(secret) == _LENGTH else None
