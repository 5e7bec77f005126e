"""docs/rules.md is what the packs say."""

import subprocess
import sys
from pathlib import Path

from gouji.rules.cache import PackCache
from gouji.rules.library import Library

ROOT = Path(__file__).parents[3]


def test_the_rule_pages_are_those_that_the_script_writes():
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "rule_pages.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr


def test_every_rule_has_a_page():
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    rules = {rule for form in Library(cache=PackCache(None)).forms() for rule in form.rules}

    assert [rule for rule in sorted(rules) if text.count(f'<a id="{rule}"></a>') != 1] == []
