"""Compile the message catalogue: grammar/catalogue/<language>/*.po into <language>.mo.

``--check`` compiles nothing and fails when a committed .mo is stale, a key lacks a language, or placeholders
differ.
"""

from __future__ import annotations

import gettext
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "grammar" / "catalogue"
LANGUAGES = ("zh", "en")


def combined(language: str) -> Catalog:
    """One catalogue of all areas of a language; raises ``SystemExit`` on a key given twice."""
    whole = Catalog(locale=language, fuzzy=False)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as stream:
            for entry in read_po(stream, locale=language):
                key = entry.id[0] if isinstance(entry.id, (list, tuple)) else entry.id
                if not key:
                    continue
                if whole.get(key) is not None:
                    raise SystemExit(f"{path.name}: {key} is defined twice")
                if key.split(".")[0] != path.stem:
                    raise SystemExit(f"{path.name}: {key} belongs into {key.split('.')[0]}.po")
                whole.add(entry.id, entry.string)
    return whole


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def entries(data: bytes) -> dict[object, str]:
    """The messages of a .mo file without its header, which carries dates and versions."""
    messages = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {key: wording for key, wording in messages.items() if key}


def strings(catalog: Catalog) -> dict[str, set[str]]:
    """Placeholders of each key."""
    found: dict[str, set[str]] = {}
    for entry in catalog:
        if entry.id:
            key = entry.id[0] if isinstance(entry.id, (list, tuple)) else entry.id
            forms = entry.string if isinstance(entry.string, (list, tuple)) else (entry.string,)
            if not all(forms):
                raise SystemExit(f"{catalog.locale}: {key} has no wording")
            found[key] = {name for form in forms for name in re.findall(r"\{(\w*)", form)}
    return found


def main() -> None:
    """Compile, or check with ``--check``."""
    catalogs = {language: combined(language) for language in LANGUAGES}
    placeholders = {language: strings(catalog) for language, catalog in catalogs.items()}
    for key in sorted(placeholders["zh"].keys() | placeholders["en"].keys()):
        missing = [language for language in LANGUAGES if key not in placeholders[language]]
        if missing:
            raise SystemExit(f"{key} is missing in {', '.join(missing)}")
        if placeholders["zh"][key] != placeholders["en"][key]:
            raise SystemExit(f"{key}: the placeholders of its languages differ")
    for language, catalog in catalogs.items():
        target, data = FOLDER / f"{language}.mo", compiled(catalog)
        if "--check" in sys.argv[1:]:
            if not target.exists() or entries(target.read_bytes()) != entries(data):
                raise SystemExit(f"{target.name} is stale; run python scripts/catalogue.py")
        else:
            target.write_bytes(data)


if __name__ == "__main__":
    main()
