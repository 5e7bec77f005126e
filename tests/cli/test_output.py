import io
import os

from gouji.cli import output
from gouji.cli.usage import UsageFault, from_parser, unknown
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.messages import message


class Terminal(io.StringIO):
    def isatty(self):
        return True

    def fileno(self):
        return 1


def test_the_width_is_that_of_the_terminal_within_reason(monkeypatch):
    for columns, wanted in ((60, 60), (300, output.WIDEST), (10, output.NARROWEST)):
        monkeypatch.setattr(
            os, "get_terminal_size", lambda _, columns=columns: os.terminal_size((columns, 24))
        )
        assert output.width(Terminal()) == wanted


def test_a_terminal_without_a_size_has_80_columns(monkeypatch):
    def refuse(_):
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", refuse)

    assert output.width(Terminal()) == output.DEFAULT


def test_colours_go_to_terminals_only(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    sheet = Sheet()
    sheet.paragraph(Piece("必须改", "bold red"))
    terminal, file = Terminal(), io.StringIO()

    output.print_sheet(sheet, terminal)
    output.print_sheet(sheet, file)

    assert "\x1b[" in terminal.getvalue()
    assert file.getvalue() == "必须改\n"


def test_a_stream_that_cannot_be_changed_is_left_alone(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())

    output.prepare_streams()


def test_few_known_names_are_all_told_and_many_are_not():
    assert unknown("cli.no_such_rule", "zzz", ["甲", "乙"]).hint.key == "cli.known_names"
    assert unknown("cli.no_such_rule", "zzz", [f"规则{at}" for at in range(40)]).hint is None
    otherwise = unknown(
        "cli.no_such_rule", "zzz", [f"规则{at}" for at in range(40)], message("cli.see_rules")
    )
    assert otherwise.hint.key == "cli.see_rules"


def test_a_fault_of_the_parser_without_details_keeps_its_words():
    fault = from_parser(ValueError("odd"))

    assert isinstance(fault, UsageFault)
    assert fault.fault.key == "cli.wrong_usage"
