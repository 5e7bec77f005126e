"""Why the system refused something, in words a user understands."""

from __future__ import annotations

import errno

from gouji.grammar.messages import Message, message

_KINDS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "read_only",
    errno.EISDIR: "folder",
    errno.EEXIST: "exists",
    errno.ENOSPC: "full",
    errno.EBUSY: "busy",
    errno.ETXTBSY: "busy",
    errno.ENAMETOOLONG: "long_name",
}


def reason_of(fault: OSError) -> Message:
    """The reason of a fault of the system; the system's own words where there are none of ours."""
    kind = _KINDS.get(fault.errno or 0)
    if kind is not None:
        return message(f"system.{kind}")
    return message("system.other", words=fault.strerror or type(fault).__name__)
