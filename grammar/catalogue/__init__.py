"""The message catalogue: every sentence a user reads, Chinese first, English complete.

Sources are ``<language>/<area>.po``; ``scripts/catalogue.py`` compiles them into one ``<language>.mo`` each,
which is committed and
checked by a test. Keys are symbolic (``syntax.unexpected``); the area is the part before the first dot.
"""

from __future__ import annotations

import gettext
from fractions import Fraction
from functools import cache
from importlib.resources import files

from gouji.grammar.messages import Argument, Language, Message, Text


@cache
def _translations(language: Language) -> gettext.GNUTranslations:
    with files(__name__).joinpath(f"{language}.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def template(key: str, language: Language, count: int | None = None) -> str:
    """The wording of ``key``; raises ``KeyError`` when the catalogue lacks it: a programming error."""
    translations = _translations(language)
    wording = translations.gettext(key) if count is None else translations.ngettext(key, key, count)
    if wording == key:
        raise KeyError(
            f"no message {key!r} in catalogue {language!r}; after adding it, run scripts/catalogue.py"
        )
    return wording


def render(message: Message, language: Language) -> str:
    """The message as a sentence; an integer argument named ``count`` chooses the plural form."""
    count = next(
        (value for name, value in message.arguments if name == "count" and isinstance(value, int)), None
    )
    arguments = {name: _argument(value, language) for name, value in message.arguments}
    return template(message.key, language, count).format(**arguments)


def _argument(value: Argument, language: Language) -> str:
    match value:
        case Message():
            return render(value, language)
        case Text():
            return value.in_language(language)
        case Fraction():
            return number(value)
        case tuple():
            return ("、" if language == "zh" else ", ").join(_argument(item, language) for item in value)
        case _:
            return str(value)


def number(value: Fraction) -> str:
    """An exact number as people write it: ``3``, ``-0.5``, or ``1/3`` where no finite decimal exists."""
    if value.denominator == 1:
        return str(value.numerator)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
