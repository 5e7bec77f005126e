"""The packs there are: those shipped with gouji, and those given by path."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import message
from gouji.rules.amendments import amended, today
from gouji.rules.cache import PackCache, default_folder
from gouji.rules.files import PACK_FILE, PackFiles, list_beside, read_files
from gouji.rules.pack import Loaded, Pack
from gouji.rules.versions import Replaced, not_used, version_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from importlib.resources.abc import Traversable

    from gouji.grammar.messages import Message
    from gouji.rules.amendments import Amendment
    from gouji.rules.loading import Draft, Loader

_DECLARED = re.compile(rb"""^pack:[ ]*["']?([a-z][a-z0-9-]*)["']?[ \r]*(?:#.*)?$""", re.MULTILINE)
_ABSTRACT = re.compile(rb"^abstract:[ ]*true[ \r]*(?:#.*)?$", re.MULTILINE)


class Library:
    """All packs that can be loaded, by id or path.

    Args:
        paths: packs besides those shipped; one with the id of a shipped pack takes its place.
        cache: where compiled packs are kept; the user's cache folder unless given.
        beside: packs that nobody asked for; one with the id of a shipped pack takes its place when its
            version is higher.
        amendments: what withdraws rules of any pack or weighs them anew, besides the lists beside the packs.

    Attributes:
        amendments: as given.
    """

    def __init__(
        self,
        paths: Sequence[Path] = (),
        cache: PackCache | None = None,
        beside: Sequence[Path] = (),
        amendments: Sequence[Amendment] = (),
    ) -> None:
        self._given = tuple(paths)
        self._beside = tuple(beside)
        self.amendments = tuple(amendments)
        self._cache = PackCache(default_folder()) if cache is None else cache
        self._files: dict[str, PackFiles | Diagnostic] = {}
        self._loaded: dict[str, Loaded] = {}
        self._twice: dict[str | Path, Diagnostic] = {}

    def __reduce__(self) -> tuple[type[Library], tuple[object, ...]]:
        """In another process a library is opened anew; what was loaded here does not travel."""
        return type(self), (self._given, None, self._beside, self.amendments)

    def with_amendments(self, amendments: Sequence[Amendment]) -> Library:
        """The same packs, amended further."""
        other = type(self)(self._given, self._cache, self._beside, (*self.amendments, *amendments))
        other._files = self._files  # noqa: SLF001 - what was read stays read
        return other

    def ids(self) -> tuple[str, ...]:
        """The ids of all packs, abstract ones included, in alphabetical order."""
        return tuple(sorted(self._roots))

    def load(self, pack: str | Path) -> Loaded:
        """The pack with this id, or in this folder or file; faults are diagnostics."""
        root = self._roots.get(pack) if isinstance(pack, str) else None
        if pack in self._twice:
            return Loaded(None, (self._twice[pack],))
        if root is None:
            root = Path(pack)
            if isinstance(pack, str) and not root.exists():
                return Loaded(None, (self._unknown(pack),))
        key = str(root)
        if key not in self._loaded:
            self._loaded[key] = self._as_used(root, self._load(root))
        return self._loaded[key]

    def root(self, pack: str | Path) -> Traversable:
        """The folder or file of the pack with this id, or at this path."""
        known = self._roots.get(pack) if isinstance(pack, str) else None
        return Path(pack) if known is None else known

    def draft(self, pack: str | Path) -> Draft | None:
        """The pack with this id, or in this folder or file, read as far as its faults let it be."""
        root = self.root(pack)
        files = self._read(root)
        if isinstance(files, Diagnostic):
            return None
        draft = self._loader.draft(files)
        if draft.pack is None:
            return draft
        _, faults = self._lists_beside(root, draft.pack)
        return replace(draft, diagnostics=(*draft.diagnostics, *faults))

    def forms(self) -> tuple[Pack, ...]:
        """All packs that reports can be checked against, those given by path first, broken ones left out."""
        ids = dict.fromkeys((*self._given_roots, *self._beside_roots, *self.ids()))
        packs = (self.load(pack).pack for pack in ids if not self._is_plainly_abstract(self.root(pack)))
        return tuple(pack for pack in packs if pack is not None and not pack.abstract)

    @cached_property
    def _roots(self) -> dict[str, Traversable]:
        """Every pack's folder or file by id."""
        return self._shipped_roots | self._beside_roots | self._given_roots

    @cached_property
    def _shipped_roots(self) -> dict[str, Traversable]:
        shipped = resources("gouji.rules").joinpath("packs")
        return {item.name: item for item in shipped.iterdir() if item.joinpath(PACK_FILE).is_file()}

    @cached_property
    def _beside_roots(self) -> dict[str, Traversable]:
        """The packs beside the program that count: of new ids, and of higher versions."""
        return {pack: root for pack, (root, refused) in self._found_beside.items() if refused is None}

    @cached_property
    def remarks(self) -> tuple[Message, ...]:
        """Why packs beside the program do not count."""
        return tuple(refused for _, refused in self._found_beside.values() if refused is not None)

    @cached_property
    def _found_beside(self) -> dict[str, tuple[Path, Message | None]]:
        found: dict[str, tuple[Path, Message | None]] = {}
        for path in self._beside:
            files, declared = self._read(path), self._declared_id(path)
            if not isinstance(files, PackFiles) or not declared:
                continue
            place = self._shipped_roots.get(declared)
            if declared in found and found[declared][1] is None:
                place = found[declared][0]
            rival = None if place is None else self._read(place)
            refused = not_used(declared, files, rival, str(path)) if isinstance(rival, PackFiles) else None
            if refused is None or declared not in found:
                found[declared] = path, refused
        return found

    def beside(self) -> tuple[str, ...]:
        """The ids of the packs beside the program that count."""
        return tuple(self._beside_roots)

    @cached_property
    def _given_roots(self) -> dict[str, Traversable]:
        roots: dict[str, Traversable] = {}
        for path in self._given:
            declared = self._declared_id(path)
            if declared and roots.setdefault(declared, path) != path:
                both = message("pack.same_id", id=declared, first=str(roots[declared]), second=str(path))
                self._twice[declared] = Diagnostic("pack.same_id", both, None)
        return roots

    def _declared_id(self, root: Path) -> str:
        """The id in the head of a pack, without composing the file where the line says it plainly."""
        files = self._read(root)
        if isinstance(files, Diagnostic):
            return ""
        plain = _DECLARED.search(files.files[files.head])
        if plain is not None:
            return plain[1].decode()
        from gouji.rules.trees import own_tree  # noqa: PLC0415 - reads YAML

        return own_tree(files).id

    def _is_plainly_abstract(self, root: Traversable) -> bool:
        """Whether a line of a pack's head says that it is no form by itself, which need not be loaded."""
        files = self._read(root)
        return isinstance(files, PackFiles) and bool(_ABSTRACT.search(files.files[files.head]))

    def _read(self, root: Traversable) -> PackFiles | Diagnostic:
        key = str(root)
        if key not in self._files:
            self._files[key] = read_files(root)
        return self._files[key]

    def _find(self, pack: str) -> PackFiles | None:
        root = self._roots.get(pack)
        files = None if root is None else self._read(root)
        return files if isinstance(files, PackFiles) else None

    def _as_used(self, root: Traversable, loaded: Loaded) -> Loaded:
        """A pack with what it replaces, and as the lists of amendments leave it."""
        pack = loaded.pack
        if pack is None:
            return loaded
        shipped = self._shipped_roots.get(pack.id)
        if shipped is not None and str(shipped) != str(root):
            files = self._read(shipped)
            version = version_of(files) if isinstance(files, PackFiles) else ""
            pack = replace(pack, replaces=Replaced(version, str(root)))
        beside, faults = self._lists_beside(root, pack)
        return Loaded(amended(pack, (*beside, *self.amendments)), (*loaded.diagnostics, *faults))

    def _lists_beside(
        self, root: Traversable, pack: Pack
    ) -> tuple[tuple[Amendment, ...], tuple[Diagnostic, ...]]:
        """The amendments beside a pack and beside those it extends; the faults of its own list."""
        roots = {one: self._roots[one] for one in reversed(pack.lineage) if one in self._roots}
        lists = {one: list_beside(place) for one, place in (roots | {pack.id: root}).items()}
        entries: list[Amendment] = []
        faults: tuple[Diagnostic, ...] = ()
        for owner, file in lists.items():
            if file is None:
                continue
            from gouji.rules.amending import read_amendments  # noqa: PLC0415 - reads YAML

            names = (pack.id, *pack.lineage)
            rules: dict[str | None, Collection[str]] = dict.fromkeys(names, pack.rules)
            read = read_amendments(file, rules.get, names, pack=owner)
            entries += [one for one in read.entries if one.holds(today())]
            faults = read.diagnostics if owner == pack.id else faults
        return tuple(entries), faults

    def _load(self, root: Traversable) -> Loaded:
        files = self._read(root)
        if isinstance(files, Diagnostic):
            return Loaded(None, (files,))
        cached = self._cache.get(files, self._find)
        if cached is not None:
            return Loaded(cached)
        compiled = self._loader.load(files)
        if compiled.loaded.pack is not None and not compiled.loaded.diagnostics:
            self._cache.put(files, compiled.sources, self._find, compiled.loaded.pack)
        return compiled.loaded

    @cached_property
    def _loader(self) -> Loader:
        from gouji.rules.loading import Loader  # noqa: PLC0415 - a warm start composes and parses nothing

        return Loader(self._find, self.ids)

    def _unknown(self, pack: str) -> Diagnostic:
        from gouji.grammar.suggesting import nearest  # noqa: PLC0415 - needed on a fault only

        near, known = nearest(pack, self.ids()), self.ids()
        advice = message("pack.known_names", names=known)
        if near is not None:
            advice = message("pack.did_you_mean_of", name=near, names=known)
        return Diagnostic("pack.unknown_pack", message("pack.unknown_pack", id=pack), None, help=advice)
