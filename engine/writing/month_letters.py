"""What goes out to organs, and what became of it in their next drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.office.ledger import Ledger
from gouji.engine.office.ledger_reading import read_ledger
from gouji.engine.office.letters import letters_from_ledger
from gouji.engine.office.month import COPIES, LEDGER, LETTERS, REVIEWS
from gouji.engine.office.versions import compare
from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.annotating import annotated_originals
from gouji.engine.writing.comparison_file import comparison_file
from gouji.engine.writing.extras import missing
from gouji.engine.writing.letter import letters as letter_files
from gouji.engine.writing.month_files import BlockedError, Put
from gouji.engine.writing.office_text import file_name
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.office.letters import Letter
    from gouji.engine.office.month import Copy
    from gouji.engine.writing.month_desk import Desk

MARKED = "批注件"
MOST_NAMED = 5


def letters(desk: Desk) -> Iterator[Message]:
    """Write a letter to each organ with returned rows, and comments into copies of its report."""
    lacking = missing("office")
    if lacking is not None:
        raise BlockedError(lacking)
    ledger = _ledger(desk)
    if ledger is None:
        return
    kept: set[str] = set()
    counts = dict.fromkeys(Put, 0)
    theirs: list[str] = []
    unmarked: list[str] = []
    for path, data, organ, draft in (*_letters(desk, ledger), *_marked(desk, ledger, unmarked)):
        done = desk.files.put(path, data, organ, draft)
        kept.add(path)
        counts[done] += not _is_marked(path)
        theirs += [path] if done is Put.THEIRS else []
    gone = _withdrawn(desk, kept, theirs)
    written = counts[Put.NEW] + counts[Put.CHANGED]
    if not sum(counts.values()):
        yield message("office_month.no_letters", file=LEDGER)
    else:
        yield message("office_month.letters", count=sum(counts.values()), written=written, folder=LETTERS)
    if unmarked:
        yield message("office_month.unmarked", files=tuple(unmarked[:MOST_NAMED]), count=len(unmarked))
    if gone:
        yield message("office_month.letters_gone", count=gone)
    if theirs:
        yield message("office_month.theirs", files=tuple(theirs[:MOST_NAMED]), count=len(theirs))


def _ledger(desk: Desk) -> Ledger | None:
    """The ledger of this run, else as people left it."""
    if desk.ledger is None:
        data = desk.files.read(LEDGER)
        found = None if data is None else read_ledger(data, LEDGER, desk.language)
        if isinstance(found, Message):
            raise BlockedError(found)
        return found
    return desk.ledger


def _folder(draft: int) -> str:
    return f"{LETTERS}/第{max(draft, 1)}稿"


def _is_marked(path: str) -> bool:
    return f"/{MARKED}/" in path


def _letters(desk: Desk, ledger: Ledger) -> Iterator[tuple[str, bytes, str, int]]:
    drafts: dict[int, list[Letter]] = {}
    for letter in letters_from_ledger(ledger):
        drafts.setdefault(letter.draft or 1, []).append(letter)
    for draft, group in drafts.items():
        files = letter_files(group, desk.given.settings, desk.language)
        for letter, (name, data) in zip(group, files, strict=True):
            yield f"{_folder(draft)}/{name}", data, letter.organ, draft


def _marked(desk: Desk, ledger: Ledger, unmarked: list[str]) -> Iterator[tuple[str, bytes, str, int]]:
    """Originals with comments; ``unmarked`` takes the names of those that can have none."""
    copies = {f"{COPIES}/{one.file}": one for one in desk.shown}

    def data_of(file: str) -> bytes | Unreadable:
        return desk.files.read(file) or b""

    results = [one for one in desk.results if one.file in copies]
    found = annotated_originals(results, data_of, desk.given.settings, desk.language, ledger)
    for one in found:
        copy = copies[one.file]
        if isinstance(one.outcome, bytes):
            yield f"{_folder(copy.draft)}/{MARKED}/{one.name}", one.outcome, copy.organ, copy.draft
        else:
            unmarked.append(copy.file)


def _withdrawn(desk: Desk, kept: set[str], theirs: list[str]) -> int:
    """Remove what was written about drafts that still count and is not to go out any more."""
    now = {(desk.given.organs.identify(one.organ).key, one.draft) for one in desk.shown}
    gone = 0
    for path, known in list(desk.files.written.items()):
        about = (desk.given.organs.identify(known.organ).key, known.draft)
        if not path.startswith(f"{LETTERS}/") or path in kept or about not in now:
            continue
        if desk.files.drop(path):
            gone += not _is_marked(path)
        else:
            theirs.append(path)
    return gone


def reviews(desk: Desk) -> Iterator[Message]:
    """Compare the last two drafts of each organ that has sent several."""
    done = written = 0
    theirs: list[str] = []
    for copy, after in desk.readable():
        found = desk.before(copy)
        if found is None:
            continue
        earlier, before = found
        comparison = compare(before, after)
        data = comparison_file(comparison, (earlier.file, copy.file), _drafts(earlier, copy), desk.language)
        year = "" if copy.year is None else f"_{copy.year}"
        name = file_name(
            f"{copy.organ[:30]}{year}_第{earlier.draft}稿至第{copy.draft}稿_复核", ".docx", REVIEWS
        )
        put = desk.files.put(f"{REVIEWS}/{name}", data, copy.organ, copy.draft)
        done, written = done + 1, written + (put in {Put.NEW, Put.CHANGED})
        theirs += [name] if put is Put.THEIRS else []
    if done:
        yield message("office_month.reviews", count=done, written=written, folder=REVIEWS)
    else:
        yield message("office_month.no_reviews")
    if theirs:
        yield message("office_month.theirs", files=tuple(theirs[:MOST_NAMED]), count=len(theirs))


def _drafts(earlier: Copy, later: Copy) -> tuple[int, int]:
    return earlier.draft, later.draft
