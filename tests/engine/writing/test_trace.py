"""Every rule's trace can be told, in both languages and as data."""

import json
from pathlib import Path

import pytest
from gouji.engine.binding.binding import BindingOptions, bind
from gouji.engine.checking.evaluating import judging
from gouji.engine.checking.tracing import trace
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing.sheet import Sheet
from gouji.engine.writing.trace import TraceSheet, head_of
from gouji.engine.writing.trace_json import trace_json
from gouji.rules.library import Library
from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).resolve().parents[3] / "engine" / "writing" / "trace.schema.json"
VALID = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
FORMS = Library().forms()
DUE = next(form for form in FORMS if form.id == "cn-2021")


def bound(changes=None):
    return bind(sample_document(DUE, changes or {}), FORMS, BindingOptions())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_can_be_told(language):
    now = bound(
        {
            "cells": {
                "requests": {
                    "received, natural_person": "abc",
                    "received, total": "30",
                    "carried_out, total": "",
                }
            },
            "text": {"overview": ["全年收到申请30余件，其中自然人2件、企业1件，同比增长50%。"]},
        }
    )
    last = bound({"cells": {"requests": {"carried_out, total": "2"}}}).report

    for _, rule, _ in judging(now.filled, now.due):
        found = trace(rule.id, now.report, now.filled, now.due, previous=last, members=(last, now.report))
        sheet = Sheet(80)
        head = head_of("a.docx", now.report, language)
        TraceSheet(sheet, found, language).write(head, found.instances, whole=True)
        data = trace_json("a.docx", now.report, found, found.instances, version="1", language=language)
        VALID.validate(json.loads(data))
        assert rule.id in sheet.plain()
