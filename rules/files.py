"""The files of a pack as bytes: what is hashed, composed, and shown when a fault stands in them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import Argument, message
from gouji.grammar.records import dataclass
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

PACK_FILE = "pack.yaml"
AMENDMENT_FILES = ("更正单.yaml", "amendments.yaml")
"""Lists of amendments, which are no part of the pack they lie beside."""
MAX_FILES = 500
MAX_TOTAL = 20_000_000


@dataclass(frozen=True)
class PackFiles:
    """The bytes of a pack.

    Attributes:
        files: name within the pack → its bytes; ``pack.yaml`` (or the one file) first, then by name.
        shown: name within the pack → the file as the user would open it.
    """

    files: Mapping[str, bytes]
    shown: Mapping[str, str]

    @property
    def head(self) -> str:
        """Name of the file that declares the pack."""
        return next(iter(self.files))

    def digest(self) -> str:
        """A hash of names and contents, the same wherever the pack lies."""
        return hashed(*(part for name, data in self.files.items() for part in (name.encode(), data)))

    def fingerprint(self) -> str:
        """A hash of contents and of where they lie, since the places of a compiled pack name its files."""
        return hashed(
            *(
                part
                for name, data in self.files.items()
                for part in (self.shown[name].encode("utf-8", "replace"), data)
            )
        )


def hashed(*parts: bytes) -> str:
    """A hash of several byte strings that no other division into parts shares."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part)} ".encode())
        whole.update(part)
    return whole.hexdigest()


def read_files(root: Traversable) -> PackFiles | Diagnostic:
    """The files of a pack, a folder with a ``pack.yaml`` or one file; a diagnostic when there are none."""
    try:
        if root.is_file():
            return PackFiles({root.name: _bytes(root)}, {root.name: str(root)})
        if not root.is_dir():
            return _fault("not_found", root)
        found = sorted(
            (item for item in root.iterdir() if _is_part(item.name) and item.is_file()),
            key=lambda item: (item.name != PACK_FILE, item.name),
        )
        stray = next((item for item in found if item.name.endswith(".yml")), None)
        if stray is not None:
            return _fault("yml", stray)
        if not found or found[0].name != PACK_FILE:
            return _fault("no_pack_file", root, name=PACK_FILE)
        if len(found) > MAX_FILES:
            return _fault("too_many_files", root, limit=MAX_FILES)
        files = {item.name: _bytes(item) for item in found}
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else type(error).__name__
        return _fault("unreadable", root, reason=reason)
    return PackFiles(files, {item.name: str(item) for item in found})


def list_beside(root: Traversable) -> Traversable | None:
    """The list of amendments in the folder of a pack."""
    folder = root if root.is_dir() else getattr(root, "parent", None)
    if folder is None:
        return None
    return next((file for name in AMENDMENT_FILES if (file := folder.joinpath(name)).is_file()), None)


def _is_part(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and name not in AMENDMENT_FILES


def _bytes(file: Traversable) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_TOTAL)


def _fault(fault: str, root: Traversable, /, **arguments: Argument) -> Diagnostic:
    start = Position(1, 1)
    place = Place(str(root), start, start)
    return Diagnostic(f"pack.{fault}", message(f"pack.{fault}", path=str(root), **arguments), place)
