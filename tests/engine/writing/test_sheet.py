import io

from gouji.engine.writing.sheet import Piece, Sheet
from rich.console import Console


def coloured(sheet, **options):
    stream = io.StringIO()
    sheet.print(Console(file=stream, width=sheet.width, **options))
    return stream.getvalue()


def test_a_label_hangs_out_of_its_text():
    sheet = Sheet(20)
    sheet.labelled("位置", "第一部分表格的总计列和总计行")

    assert sheet.plain().splitlines() == ["位置  第一部分表格的", "      总计列和总计行"]


def test_there_are_never_two_empty_lines():
    sheet = Sheet()
    sheet.blank()
    sheet.paragraph("甲")
    sheet.blank()
    sheet.blank()
    sheet.paragraph("乙")

    assert sheet.plain() == "甲\n\n乙\n"


def test_styles_survive_wrapping():
    sheet = Sheet(8)
    sheet.paragraph(Piece("必须改", "bold"), "表格里的数")

    assert "必须改" in coloured(sheet, force_terminal=True, color_system="standard").replace(
        "\x1b[0m", ""
    ).replace("\x1b[1m", "")


def test_without_colour_there_are_no_escapes():
    sheet = Sheet()
    sheet.paragraph(Piece("必须改", "bold red"))

    assert coloured(sheet, no_color=True, force_terminal=False) == "必须改\n"


def test_markup_of_a_document_is_text():
    sheet = Sheet()
    sheet.paragraph("[bold]甲[/bold] :smile:")

    assert coloured(sheet) == "[bold]甲[/bold] :smile:\n"
