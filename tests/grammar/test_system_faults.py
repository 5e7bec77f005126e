"""Refusals of the system in the user's language."""

import errno

import pytest
from gouji.grammar.catalogue import render
from gouji.grammar.system_faults import reason_of


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EACCES, "没有权限，或正被别的程序打开"),
        (errno.EROFS, "所在的盘只能读"),
        (errno.EISDIR, "这是文件夹"),
        (errno.EEXIST, "已经有了"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EBUSY, "正被别的程序使用"),
        (errno.ENAMETOOLONG, "名字太长"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(number, words):
    assert render(reason_of(OSError(number, "whatever")), "zh") == words


def test_what_has_no_words_of_ours_keeps_those_of_the_system():
    assert render(reason_of(OSError(errno.EPIPE, "Broken pipe")), "zh") == "Broken pipe"
    assert render(reason_of(TimeoutError()), "en") == "TimeoutError"
