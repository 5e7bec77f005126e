"""A real browser, and the pages that it opens."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "scripts"))

import page_pictures  # noqa: E402 - found by the path above

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("slow")
            item.add_marker("browser")
            if page_pictures.CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="module")
def browser():
    """One for each module, closed behind it: its event loop is none of other tests' business."""
    with page_pictures.chromium() as found:
        yield found


@pytest.fixture(scope="session")
def january():
    """The results that the pictures of the README show."""
    return page_pictures.january()


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The page of that January, by its language."""
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for language in ("zh", "en"):
        written[language] = folder / f"{language}.html"
        written[language].write_text(page_pictures.picture_page(language), encoding="utf-8")
    return written


@pytest.fixture
def opened(browser):
    """Opens a page; what it asks of the network, says in dialogs or complains of fails the test."""
    contexts = []
    noise = []

    def open_(file, **settings):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | settings))
        contexts.append(context)
        view = context.new_page()
        view.set_default_timeout(20_000)
        view.on("request", lambda one: noise.append(one.url) if one.url != file.as_uri() else None)
        view.on("dialog", lambda one: (noise.append(f"dialog {one.message}"), one.dismiss()))
        view.on("pageerror", lambda one: noise.append(f"error {one}"))
        view.on("console", lambda one: noise.append(f"console {one.text}"))
        view.goto(file.as_uri())
        return view

    yield open_
    for context in contexts:
        context.close()
    assert noise == []


@pytest.fixture(scope="session")
def wrong(january):
    """The first result with a wrong cell."""
    return next(one for one in january if "文化和旅游局" in one.file)


@pytest.fixture(scope="session")
def many_wrong(wrong, tmp_path_factory):
    """A page of three hundred reports that all have findings."""
    from gouji.engine.writing.page import page

    results = [replace(wrong, file=f"{at:03}.docx") for at in range(300)]
    file = tmp_path_factory.mktemp("many") / "many.html"
    file.write_text(page(results, "zh"), encoding="utf-8")
    return file
