"""Write the example reports: a clean one, one with a single wrong cell, one on the form of an earlier year.

The organs are invented. Labels, titles and tables come from the rule packs; only what such a report says in
its own words stands here. ``make examples`` runs this; a test compares the result with the committed files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from documents.text import tabbed  # noqa: E402 - found once the path names its folder
from documents.word import word  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.rules.pack import Pack

FOLDER = ROOT / "examples" / "reports"
WRITERS = {"docx": word, "txt": tabbed}

DUE = "cn-2021"
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Example:
    """A report to be written: the form it is written on, who reports, and the figures that are not 0."""

    name: str
    pack: str
    organ: str
    address: str
    signed: str
    requests: Mapping[str, int]


def texts(example: Example, document: str) -> dict[str, Any]:
    """What the report says in its own words; ``document`` is the notice it cites."""
    organ = example.organ
    return {
        "title": f"{organ}{YEAR}年政府信息公开工作年度报告",
        "preamble": [
            f"根据《中华人民共和国政府信息公开条例》和{document}的要求，编制本年度报告。",
            (
                f"本报告统计期限为{YEAR}年1月1日至{YEAR}年12月31日。"
                f"对报告内容有疑问的，请与{organ}联系（地址：{example.address}，电话：0999-7654321）。"
            ),
        ],
        "overview": list(OVERVIEW),
        "problems": [
            "存在的主要问题：一是个别栏目更新不够及时；二是政策解读以文字为主，群众看起来费劲。",
            "改进情况：一是每季度自查一次栏目，发现逾期未更新的当周补齐；二是对新出台的惠民政策配上图解和问答。",
        ],
        "other": ["本年度没有发出收费通知，收取信息处理费总金额为0元。没有其他需要报告的事项。"],
        "tail": [organ, example.signed],
    }


REQUESTS = {
    "received, natural_person": 7,
    "received, organisations.company": 1,
    "received, total": 8,
    "carried_in, natural_person": 1,
    "carried_in, total": 1,
    "handled.granted, natural_person": 4,
    "handled.granted, organisations.company": 1,
    "handled.granted, total": 5,
    "handled.unavailable.not_held, natural_person": 3,
    "handled.unavailable.not_held, total": 3,
    "handled.total, natural_person": 7,
    "handled.total, organisations.company": 1,
    "handled.total, total": 8,
    "carried_out, natural_person": 1,
    "carried_out, total": 1,
}
OVERVIEW = (
    "一年来，本机关按照条例要求，把群众关心的事项公开好、解读好。",
    "（一）主动公开。全年在门户网站发布信息126条，其中政策解读9条。",
    "（二）依申请公开。全年收到政府信息公开申请8件，办结8件，其中予以公开5件、无法提供3件，每件都登记、审核、按期答复。",
    "（三）政府信息管理。公文起草时确定公开属性，发布前逐件做保密审查。",
    "（四）政府信息公开平台建设。信息公开专栏改版后，栏目层级减少，检索更方便。",
    "（五）监督保障。明确一名分管领导和两名工作人员负责，全年培训2次；社会评议良好，没有需要追究责任的情形，工作考核合格。",
)
WRONG = {**REQUESTS, "handled.unavailable.not_held, total": 0}
EXAMPLES = (
    Example("clean", DUE, "云江市青禾区水务局", "青禾区涌泉路12号", "2024年1月15日", REQUESTS),
    Example("wrong-cell", DUE, "云江市青禾区文化和旅游局", "青禾区鼓楼巷3号", "2024年1月17日", WRONG),
    Example(
        "earlier-form", "cn-2019", "云江市青禾区市政园林局", "青禾区柳堤街45号", "2024年1月22日", REQUESTS
    ),
)


def main(folder: Path = FOLDER) -> None:
    """Write every example into ``folder``, as .docx and as .txt."""
    folder.mkdir(parents=True, exist_ok=True)
    library = Library()
    due = loaded(library, DUE)
    for example in EXAMPLES:
        changes = {
            "text": texts(example, due.document or due.id),
            "cells": {"requests": dict(example.requests)},
        }
        document = sample_document(loaded(library, example.pack), changes)
        for suffix, write in WRITERS.items():
            (folder / f"{example.name}.{suffix}").write_bytes(write(document))


def loaded(library: Library, name: str) -> Pack:
    """A shipped pack."""
    pack = library.load(name).pack
    if pack is None:
        raise SystemExit(f"pack {name} has faults; run gouji pack check {name}")
    return pack


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
