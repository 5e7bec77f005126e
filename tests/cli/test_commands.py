import subprocess
import sys

import pytest
from gouji.cli.commands import EVERY
from gouji.cli.exit_status import ExitStatus, gravest
from gouji.cli.language import chosen


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_a_page(command, language, gouji, snapshot):
    run = (
        gouji(*command, "--help", "--lang", language)
        if not command
        else gouji(*command, "--lang", language, "--help")
    )

    assert run.status == 0
    assert snapshot == run.out


def test_the_version(gouji):
    run = gouji("--version")

    assert run.status == 0
    assert run.out.startswith("gouji 0.")


@pytest.mark.parametrize("command", [(), ("pack",)])
def test_without_a_command_the_page_is_shown_and_nothing_ran(command, gouji):
    run = gouji(*command)

    assert run.status == 2
    assert "用法" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chek",), "是不是“check”？"),
        (("pack", "lst"), "是不是“list”？"),
        (("check", "--formt", "json", "x"), "是不是“--format”？"),
        (("check", "--zzzz", "x"), "--help"),
        (("check",), "PATH"),
        (("show",), "FILE"),
        (("check", "x", "--format"), "--format"),
        (("rule", "a", "b"), "“b”是多余的"),
        (("rule", "requests-row-totl"), "requests-row-total"),
        (("--wrong",), "--wrong"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments, words, gouji):
    run = gouji(*arguments)

    assert run.status == 2
    assert run.err.startswith("没法运行")
    assert words in run.err
    assert run.out == ""


def test_wrong_usage_is_told_in_english(gouji):
    assert gouji("check", "--lang", "en").err.startswith("cannot run")


def test_what_was_read_is_shown(gouji, report):
    run = gouji("show", report("clean.docx"))

    assert run.status == 0
    assert "云江市青禾区水务局" in run.out
    assert "第三部分表格" in run.out


def test_show_takes_a_pack_and_a_year(gouji, report):
    assert gouji("show", report("clean.txt"), "--pack", "cn-2019", "--year", "2020").status == 0


def test_show_says_why_a_file_cannot_be_read(gouji, tmp_path):
    path = tmp_path / "别的.txt"
    path.write_text("今天天气很好。", "utf-8")

    assert [gouji("show", path).status, gouji("show", tmp_path / "none").status] == [3, 3]


def test_show_with_a_broken_pack_cannot_run(gouji, report, faulty):
    assert gouji("show", report("clean.txt"), "--pack", faulty).status == 2


def test_the_rules_are_listed(gouji):
    run = gouji("rule")

    assert run.status == 0
    assert "requests-balance" in run.out


def test_the_page_of_a_rule(gouji):
    run = gouji("rule", "requests-balance")

    assert "依申请 每列" in run.out
    assert "each column of requests" in run.out


def test_the_rules_of_one_pack(gouji, overlay, faulty):
    assert "few-requests" in gouji("rule", "--pack", overlay).out
    assert gouji("rule", "--pack", faulty).status == 2


def test_the_packs_are_listed(gouji):
    run = gouji("pack", "list")

    assert [line.split()[0] for line in run.out.splitlines() if not line.startswith(" ")] == [
        "cn-2008",
        "cn-2014",
        "cn-2019",
        "cn-2021",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["cn-2019", "cn-2021", "cn-six-sections"])
def test_the_shipped_packs_are_well(pack, gouji):
    run = gouji("pack", "check", pack)

    assert (run.status, run.err) == (0, "")


def test_a_pack_in_a_file_is_checked(gouji, overlay):
    run = gouji("pack", "check", overlay)

    assert run.status == 0


@pytest.mark.slow
def test_all_faults_of_a_pack_come_at_once_with_their_lines(gouji, faulty):
    run = gouji("pack", "check", faulty)

    assert run.status == 2
    for words in ("faulty.yaml:13:", "faulty.yaml:18:", "faulty.yaml:32:", "上年结转", "severity", "^^^^"):
        assert words in run.out


@pytest.mark.slow
def test_an_example_that_fails_is_a_finding(gouji, overlay):
    overlay.write_text(overlay.read_text("utf-8").replace('total": 9', 'total": 1'), "utf-8")

    run = gouji("pack", "check", overlay)

    assert run.status == 1
    assert "与预期不符" in run.out


def test_an_unknown_pack_is_told(gouji):
    assert gouji("pack", "check", "cn-2020").status == 2


def test_of_several_statuses_one_wins():
    assert gravest(ExitStatus.FINDINGS, ExitStatus.UNREADABLE, ExitStatus.NONE) is ExitStatus.UNREADABLE
    assert gravest(ExitStatus.COULD_NOT_RUN, ExitStatus.UNREADABLE) is ExitStatus.COULD_NOT_RUN
    assert gravest() is ExitStatus.NONE


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh"),
        ([], {"GOUJI_LANG": "en_GB"}, "en"),
        (["--lang", "zh"], {"GOUJI_LANG": "en"}, "zh"),
        (["--lang=en"], {}, "en"),
        (["check", "--", "--lang", "en"], {}, "zh"),
        (["--lang"], {}, "zh"),
        (["--lang", "fr"], {}, "zh"),
    ],
)
def test_the_language_of_a_run(arguments, environment, language):
    assert chosen(arguments, environment) == language


def gouji_process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "gouji.cli.main", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


def test_a_process_ends_with_the_status(report):
    assert gouji_process("check", report("wrong-cell.txt")).returncode == 1


def test_a_process_writes_utf_8_wherever_it_runs(report):
    run = gouji_process("check", report("wrong-cell.txt"), env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert "应为 3" in run.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_traceback(report):
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gouji.cli.main",
            "check",
            report("wrong-cell.txt"),
            "--format",
            "json",
            "--facts",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    _, err = process.communicate(timeout=60) if not process.stdout.closed else (None, process.stderr.read())
    process.wait(timeout=60)
    process.stderr.close()

    assert b"Traceback" not in err
