"""Draw the pictures of the README: the page of an invented January, in light, in dark, and as printed.

    python scripts/page_pictures.py [FOLDER]

Needs Chromium and the development dependencies.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Located
from gouji.engine.checking.result import CheckedReport
from gouji.engine.office.attendance import Arrived, attendance
from gouji.engine.office.fleet import fleet
from gouji.engine.office.organs import Listed, Organs
from gouji.engine.pipeline import check_file
from gouji.engine.reading.document import Location
from gouji.engine.reading.reading import read_bytes
from gouji.engine.writing.page import page
from gouji.engine.writing.results import Result
from gouji.rules.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.reading.document import Unreadable
    from gouji.grammar.messages import Language
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "examples" / "reports"
FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE = {"width": 1280, "height": 860}
PLACE = "云江市青禾区"
CLEAN = ("水务局", "司法局", "民政局", "审计局", "医疗保障局", "应急管理局", "统计局", "商务局")
WRONG = ("文化和旅游局", "教育局", "市场监督管理局")
MISSING = ("交通运输局", "信访局")


def january() -> tuple[Result, ...]:
    """A small January: most reports in order, some wrong, one of an earlier form, one that cannot be read."""
    library = Library()
    clean, wrong, earlier = (
        check_file(REPORTS / f"{name}.docx", library) for name in ("clean", "wrong-cell", "earlier-form")
    )
    results = [_as(clean, f"{PLACE}{name}") for name in CLEAN]
    results[2:2] = [_as(wrong, f"{PLACE}{name}") for name in WRONG]
    results.insert(7, _as(earlier, f"{PLACE}市政园林局"))
    scan = read_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 999, "财政局年报.jpg")
    if isinstance(scan, CheckedReport):
        raise TypeError("a picture was read as a report")
    return (*results, Result("2023年报/财政局年报.jpg", scan))  # type: ignore[arg-type]


def _as(checked: CheckedReport | Unreadable, organ: str) -> Result:
    """The report as another organ's."""
    if not isinstance(checked, CheckedReport):
        raise TypeError("an example cannot be read")
    named = Located(organ, organ, Location(paragraph=1))
    report = replace(
        checked.report, identity=replace(checked.report.identity, organ=named), sha256=organ.encode().hex()
    )
    return Result(f"2023年报/{organ}.docx", replace(checked, report=report))


def picture_page(language: Language = "zh") -> str:
    """The page of that January, held against a roster."""
    results = january()
    names = [f"{PLACE}{name}" for name in (*CLEAN, *WRONG, "市政园林局", "财政局", *MISSING)]
    roster = Organs(tuple(Listed(name, (name.removeprefix(PLACE),)) for name in names))
    seen = attendance([Arrived(one.file, one.outcome) for one in results], roster)
    return page(results, language, seen, fleet(results))


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is installed.

    Raises:
        FileNotFoundError: there is none.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only pictures need it

    if CHROMIUM is None:
        raise FileNotFoundError("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def draw(browser: Browser, folder: Path) -> None:
    """Draw the pictures into a folder."""
    import pypdfium2  # noqa: PLC0415 - only pictures need it

    with tempfile.TemporaryDirectory() as kept:
        html = Path(kept) / "page.html"
        html.write_text(picture_page(), encoding="utf-8")
        for scheme, name in (("light", "page"), ("dark", "page-dark")):
            view = browser.new_page(viewport=SIZE, color_scheme=scheme)
            view.goto(html.as_uri())
            view.screenshot(path=folder / f"{name}.png")
            view.locator(".report.return", has=view.locator(".to-cell")).first.evaluate(
                "report => report.scrollIntoView()"
            )
            view.wait_for_timeout(200)
            view.screenshot(path=folder / f"{name}-report.png")
            if scheme == "light":
                printed = Path(kept) / "page.pdf"
                printed.write_bytes(view.pdf(prefer_css_page_size=True))
            view.close()
        document = pypdfium2.PdfDocument(printed)
        try:
            document[0].render(scale=1.2).to_pil().save(folder / "page-printed.png")
        finally:
            document.close()


def main(folder: Path = FOLDER) -> None:
    """Draw the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        draw(browser, folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
