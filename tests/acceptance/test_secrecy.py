"""What no output may repeat: markings of secrecy, numbers of persons."""

import pytest
from gouji.cli.main import app
from typer.testing import CliRunner

REPORT = """青原市水务局2016年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》编制。统计期限自2016年1月1日起至2016年12月31日止。电话：0999-1234567。
一、概述
{text}
二、主动公开政府信息情况
通过网站公开120条。
"""


@pytest.fixture
def output(tmp_path, request):
    def told(text, form):
        file = tmp_path / "report.txt"
        file.write_text(REPORT.format(text=text), encoding="utf-8")
        facts = ["--facts"] if form == "json" else []
        result = CliRunner().invoke(app, ["check", str(file), "--format", form, *facts])
        assert result.exit_code == 1, result.output
        return result.output

    return told


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_a_marking_is_told_and_not_quoted(output, form):
    told = output("机密★10年 水源地坐标表,的的详情见附件。", form)

    assert "secret-marking" in told
    assert "请立即停止流转" in told.replace("\n", "").replace(" ", "")
    assert not any(word in told for word in ("机密★", "水源地坐标", "的的详情", "★10年"))


@pytest.mark.parametrize("form", ["full", "concise", "json"])
@pytest.mark.parametrize(
    "number",
    ["110101199001011239", "13900001234", "139 0000 1234", "+8613900001234"],
)
def test_numbers_of_persons_are_told_and_masked(output, form, number):
    told = output(f"申请人留下的号码{number}已登记。", form)

    assert "personal-data" in told
    assert number not in told
