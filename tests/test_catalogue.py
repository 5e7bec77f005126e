"""Every sentence has both languages, and every key is used."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from gouji.grammar.catalogue import _translations

ROOT = Path(__file__).resolve().parent.parent
CODE = ("cli", "engine", "grammar", "rules")
AREAS = {path.stem for path in (ROOT / "grammar" / "catalogue" / "zh").glob("*.po")}
KEY = re.compile(rf"(?:{'|'.join(sorted(AREAS))})\.[a-z0-9_]+\Z")
OPENING = re.compile(rf"(?:{'|'.join(sorted(AREAS))})\.[a-z0-9_]*\Z")
ENDING = re.compile(r"_[a-z]+\Z")
MODULES = re.compile(r"[a-z_]+\.(?:po|mo|py|lark|yaml|json|css|js)\Z")


def keys():
    catalogue = _translations("zh")._catalog
    return {key if isinstance(key, str) else key[0] for key in catalogue} - {""}


def used():
    """Keys written out in the code, and patterns of those put together there."""
    whole, patterns = set(), set()
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        pieces = {id(part) for node in joined for part in node.values}
        whole |= {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and id(node) not in pieces and KEY.match(str(node.value))
        }
        patterns |= {
            pattern(node) for node in joined if OPENING.match(opening(node)) or ENDING.match(ending(node))
        }
    return whole, patterns


def opening(node):
    first = node.values[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def ending(node):
    """``_help`` of ``f"{key}_help"``."""
    one = len(node.values) == 2 and isinstance(node.values[0], ast.FormattedValue)
    return str(node.values[1].value) if one and isinstance(node.values[1], ast.Constant) else ""


def pattern(node):
    """The keys that a joined string may come to."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_.]+"
        for part in node.values
    )


def test_the_compiled_catalogue_is_fresh_and_complete():
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "catalogue.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")


def test_every_key_in_the_code_is_in_the_catalogue():
    whole, _ = used()

    assert sorted(key for key in whole - keys() if not MODULES.match(key)) == []


def test_every_key_of_the_catalogue_is_used():
    whole, patterns = used()
    together = re.compile("|".join(sorted(patterns)) or r"(?!)")

    assert sorted(key for key in keys() - whole if not together.fullmatch(key)) == []
