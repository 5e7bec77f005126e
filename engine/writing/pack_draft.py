"""The draft of a pack as files, with what their author should know said beside each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.yaml_text import Comments, commented, yaml_text
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.rules.decoding import bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.engine.authoring.drafting import Draft
    from gouji.engine.authoring.entries import Entries
    from gouji.grammar.messages import Argument, Language

_HEAD_KEYS = ("pack", "title", "years", "extends", "from")


def draft_files(draft: Draft, language: Language) -> dict[str, str]:
    """File name → text; comments are in ``language``."""
    files = {"pack.yaml": _pack(draft, language)}
    form = {key: value for key, value in draft.form.items() if value}
    if form:
        comments = _changes(form, draft.before, (), language) if draft.before else {}
        key = "draft.form_differences" if draft.before else "draft.form"
        files["form.yaml"] = _said(key, language, pack=draft.extends or "") + yaml_text(form, comments)
    files["rules.yaml"] = _rules(draft, language)
    if draft.sample:
        files["sample.yaml"] = _said("draft.sample", language) + yaml_text(draft.sample)
    return {name: bare(text) for name, text in files.items()}


def _said(key: str, language: Language, indent: str = "", **arguments: Argument) -> str:
    lines = render(message(key, **arguments), language).split("\n")
    return "".join(f"{line}\n" for line in commented(lines, indent))


def _lines(key: str, language: Language, **arguments: Argument) -> list[str]:
    return render(message(key, **arguments), language).split("\n")


def _pack(draft: Draft, language: Language) -> str:
    comments: Comments = {
        (key,): _lines(f"draft.head_{key}", language) for key in _HEAD_KEYS if key in draft.head
    }
    optional = "draft.head_overlay" if "years" not in draft.head else "draft.head_optional"
    return yaml_text(draft.head, comments) + _said(optional, language)


def _rules(draft: Draft, language: Language) -> str:
    text = _said("draft.rules", language)
    for sentence, check in draft.relations:
        text += "\n" + _said("draft.relation", language, sentence=sentence)
        if check:
            text += _said("draft.relation_check", language, check=check.replace("\n", "\n    "))
    if not draft.rules:
        return text
    written = yaml_text({"rules": draft.rules})
    head, _, rest = written.partition("\n")
    return f"{text}\n{head}\n{_apart(rest)}"


def _apart(text: str) -> str:
    """Rules with an empty line between them."""
    lines = text.split("\n")
    parted = (
        f"\n{line}" if number and line[:2] == "  " and line[2:3] not in ("", " ") else line
        for number, line in enumerate(lines)
    )
    return "\n".join(parted)


def _changes(
    form: Mapping[str, object], before: Mapping[str, object], above: tuple[str, ...], language: Language
) -> dict[tuple[str, ...], list[str]]:
    """Beside what is gone or worded anew: how it was."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, value in form.items():
        path, was = (*above, key), before.get(key)
        if value is None and isinstance(was, dict):
            found[path] = _lines("draft.gone", language, label=_label(was))
        elif isinstance(value, dict) and isinstance(was, dict):
            if "label" in value or "title" in value:
                found[path] = _lines("draft.was", language, label=_label(was))
            found |= _changes(value, was, path, language)
    return found


def _label(entries: Entries) -> str:
    """The wording of an entry; of a group's members theirs."""
    own = entries.get("label") or entries.get("title")
    inner = (_label(one) for one in entries.values() if isinstance(one, dict))
    return str(own) if own else "；".join(inner)
