"""From the files of a pack and of those it extends to a pack: lineage, form, rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.grammar.messages import Text
from gouji.rules.building import RuleBuilder
from gouji.rules.correspondence import correspondence
from gouji.rules.examples import sample
from gouji.rules.faults import Faults, suggestion
from gouji.rules.fields import Fields
from gouji.rules.forms import schema
from gouji.rules.lineage import Merged, Trees, digest, overlays
from gouji.rules.pack import Loaded, Pack
from gouji.rules.recognition import recognition
from gouji.rules.shape import YEARS, keys
from gouji.rules.trees import PackTree, own_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.schema import Schema
    from gouji.rules.files import PackFiles
    from gouji.rules.yaml_nodes import MappingNode, ScalarNode

_YEARS = keys(YEARS)


@dataclass(frozen=True)
class Compiled:
    """A loaded pack and the ids of the other packs that went into it."""

    loaded: Loaded
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A pack as far as its faults let it be read: what authors want to hear of, all at once.

    Attributes:
        pack: without rules that have an error; its form may be unsound. ``None`` when nothing can be read.
        own: its own entries as written, without what it inherits.
        diagnostics: all faults of loading, by file and position.
    """

    pack: Pack | None
    own: MappingNode
    diagnostics: tuple[Diagnostic, ...]


class Loader:
    """Loads packs that may extend each other; no file makes it raise.

    Args:
        find: the files of a pack by id, or ``None``.
        ids: all ids there are, for suggestions.
    """

    def __init__(self, find: Callable[[str], PackFiles | None], ids: Callable[[], Sequence[str]]) -> None:
        self.trees = Trees(find, ids)

    def load(self, files: PackFiles) -> Compiled:
        """The pack in ``files``."""
        assembly = self._assembly(own_tree(files))
        return assembly if isinstance(assembly, Compiled) else assembly.compiled()

    def draft(self, files: PackFiles) -> Draft:
        """The pack in ``files``, sound or not."""
        own = own_tree(files)
        assembly = self._assembly(own)
        if isinstance(assembly, Compiled):
            return Draft(None, own.tree, assembly.loaded.diagnostics)
        return assembly.draft()

    def _assembly(self, own: PackTree) -> _Assembly | Compiled:
        faults = Faults()
        lineage = self.trees.lineage(own, faults)
        newer = [
            fault
            for tree in lineage
            for fault in tree.faults
            if tree.newer and fault.code in _LANGUAGE_FAULTS
        ]
        if newer:
            return Compiled(Loaded(None, tuple(newer)), ())
        for tree in lineage:
            faults.extend(tree.faults)
        return _Assembly(self.trees, lineage, faults)


_LANGUAGE_FAULTS = frozenset({"pack.newer_language", "pack.no_language"})


class _Assembly:
    """One pack on its way from a lineage of trees to a pack."""

    def __init__(self, trees: Trees, lineage: Sequence[PackTree], faults: Faults) -> None:
        self.trees, self.lineage, self.faults = trees, lineage, faults
        self.sources = dict.fromkeys(tree.id for tree in lineage[:-1])

    def compiled(self) -> Compiled:
        pack = self._pack(Merged(self.lineage, self.faults))
        sound = pack if self.faults.form_is_sound() else None
        return Compiled(Loaded(sound, self.faults.in_order()), tuple(self.sources))

    def draft(self) -> Draft:
        pack = self._pack(Merged(self.lineage, self.faults))
        return Draft(pack, self.lineage[-1].tree, self.faults.in_order())

    def _pack(self, merged: Merged) -> Pack:
        own, root = self.lineage[-1], merged.fields
        form = schema(root)
        builder = RuleBuilder(form, merged.owners, self.faults, abstract=own.abstract)
        return Pack(
            id=own.id,
            version=root.text("version", required=True) or "",
            language=root.integer("language") or 0,
            title=root.bilingual("title", required=True) or Text("", ""),
            schema=form,
            rules=builder.rules(root),
            recognition=recognition(root, form.sections),
            sha256=digest(self.lineage),
            authority=root.text("authority"),
            document=root.text("document"),
            abstract=own.abstract,
            years=_years(root),
            verified_through=root.integer("verified_through"),
            note=root.bilingual("note"),
            lineage=tuple(tree.id for tree in reversed(self.lineage[:-1])),
            overlays=overlays(self.lineage),
            correspondence=correspondence(root, form, self._form_of),
            sample=sample(root, form),
        )

    def _form_of(self, node: ScalarNode) -> Schema | None:
        tree = self.trees.get(node.value)
        if tree is None:
            advice = suggestion(node.value, self.trees.ids())
            self.faults.add("unknown_pack", node.place, id=node.value, advice=advice)
            return None
        ignored = Faults()
        lineage = self.trees.lineage(tree, ignored)
        self.sources |= dict.fromkeys(source.id for source in lineage)
        return schema(Merged(lineage, ignored).fields)


def _years(root: Fields) -> tuple[int | None, int | None]:
    node = root.mapping("years")
    if node is None:
        return None, None
    fields = Fields(node, root.key_place("years"), _YEARS, root.faults)
    first, last = fields.integer("from"), fields.integer("to")
    if first is not None and last is not None and first > last:
        root.faults.add("years_order", fields.key_place("to"), first=first, last=last)
    return first, last
