"""Words of the language in general, by which numbers and times in texts are understood."""

from __future__ import annotations

from typing import TypeAlias

from gouji.grammar.records import dataclass

Patterns: TypeAlias = tuple[str, ...]
"""Of RE2, proven when the pack is read; other words are taken as they stand."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """Words of the language in general by which numbers in a text are understood.

    Attributes:
        measures: measure words (``件``); ``money`` those of money.
        identifiers: patterns of what stands right before a number that only names something (``电话：``).
        idioms: words with a numeral in them that counts nothing.
        elsewhere: patterns after which a sentence speaks of another year or of all years together;
            ``here`` those after which it speaks of the report's own again.
        compared: patterns of a clause that only compares.
        aside: patterns of a clause after which the time before it goes on (``收到5件，上年为3件``).
        of_which: words between a total and its parts (``其中``).
        altogether: words before a total; ``summing`` those before one that adds up the list before it;
            ``resuming`` words after which a list of parts is over.
        partial: words by which a list does not claim to be complete; ``lookalikes`` words that begin with one
            of them and mean something else (``主要负责人``); ``extremes`` words before numbers that are no
            parts of a total (``最高``); ``singled`` those of them that claims state nothing with.
        listing: words before the items of a list; ``counted`` what is listed by name is called,
            ``tallied`` measures of what is, if a name follows them; ``occasions`` those that only a list
            behind them belongs to.
        share: words before a percentage of a whole; ``rates`` the ends of names of quotients;
        yearly: words before a change from last year; ``up`` and ``down`` its direction.
        ordinals: patterns of the marks of a spoken list, with a group ``number`` (``一是``).
        fillers: words that may stand before any number and say nothing (``共计``, ``为``).
        respectively: words between things and their numbers in the same order (``分别``); ``both`` words
            between things and a number that each of them has (``各``).
        denying: words of a clause that does not go on with the number after it.
        others: patterns from which on a sentence speaks of other organs; ``own`` of the report's own again;
            ``dealings`` those of what is done for them or comes from them, which ends with a semicolon.
        wide: patterns from which on a sentence that also tells something of the organ itself (``narrow``:
            ``本局收到6件``) tells of a whole area (``全市收到57件``).
        all_of_it: patterns of a clause at the end of a sentence that says what everything before it is.
        whole_year: patterns by which a sentence tells of the whole report year; ``cumulated`` those words of
            ``elsewhere`` that behind them mean all of that year (``累计收到``).
        ours: patterns of stretches of the report's own year though they name another (``上年结转到本年``).
        left_out: patterns of what a clause is read without, ``{count}`` for a number (``由上年的5件``); with
            a group ``out`` only what stands in it.
        alike: words between three things or more and a number that each of them has (``均为``).
        topics: patterns of stretches that name what requests are about, no other business (``涉及工程``).
        uncounted: patterns of what stands behind a number that counts nothing claims tell of (``5个环节``).
        nothing: words that say 0 where a number may stand at the end of a clause (``为零``).
    """

    measures: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    identifiers: Patterns = ()
    idioms: tuple[str, ...] = ()
    elsewhere: Patterns = ()
    here: Patterns = ()
    compared: Patterns = ()
    aside: Patterns = ()
    of_which: tuple[str, ...] = ()
    altogether: tuple[str, ...] = ()
    summing: tuple[str, ...] = ()
    resuming: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    extremes: tuple[str, ...] = ()
    singled: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    tallied: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    ordinals: Patterns = ()
    fillers: tuple[str, ...] = ()
    respectively: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    denying: tuple[str, ...] = ()
    others: Patterns = ()
    own: Patterns = ()
    dealings: Patterns = ()
    wide: Patterns = ()
    narrow: Patterns = ()
    all_of_it: Patterns = ()
    whole_year: Patterns = ()
    cumulated: Patterns = ()
    ours: Patterns = ()
    left_out: Patterns = ()
    alike: tuple[str, ...] = ()
    topics: Patterns = ()
    uncounted: Patterns = ()
    nothing: tuple[str, ...] = ()
