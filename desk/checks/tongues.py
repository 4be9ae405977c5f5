"""What rules must know of languages: words that tell one, days and months, words of speech."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from desk.checks.words import DIGITS, signs_in

# Small words that stand in nearly every sentence of a language and in none of the others of its script.
_COMMON: Final = {
    "en": "the of and to in is that for it was with on as are be this have from by not",
    "fr": "le la les des et une est que qui dans pour sur avec au ce pas plus sont du ont",
    "de": "der die und das nicht ist den von zu mit dem des sich auf für ein eine im auch",
    "es": "el la los las que y en un una es por con para se del lo su al como",
    "it": "il di che la un una per non sono del della con le nel gli è si anche",
    "az": "və bu ilə bir üçün olan edir edib ki da də olaraq isə onun idi edilib",
    "tr": "ve bir bu için ile da de olarak olan gibi çok daha ise kadar en",
    "ru": "и в не на что с по как это из к у за для от о его но",
    "uk": "і в не на що з та як це до за від про його є у який",
    "ar": "في من على إلى أن التي الذي عن هذا مع هذه كان قد لا بعد",
    "fa": "و در به از که این را با است برای آن یک خود تا شد",
}
COMMON: Final = {language: frozenset(said.split()) for language, said in _COMMON.items()}
SCRIPTS: Final = {
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "armenian": re.compile("[\u0530-\u058f]"),
    "georgian": re.compile("[\u10a0-\u10ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
}
SCRIPT_OF: Final = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "ky", "tg", "mn"), "cyrillic"),  # others are set in two
    **{"hy": "armenian", "ka": "georgian", "he": "hebrew", "yi": "hebrew"},
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug"), "arabic"),
    **dict.fromkeys(("en", "fr", "de", "es", "it", "az", "tr", "pt", "nl", "pl", "cs", "ro", "sv"), "latin"),
}

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 12  # letters of another script: fewer are a name
_TOLD: Final = 4  # small words that tell a language
_TIMES: Final = 3  # as many of them as of the story's own language


def foreign(text: str, language: str) -> bool:
    """Return whether a paragraph is plainly in another language than its story, as a caption of an agency."""
    own = SCRIPT_OF.get(language)
    if own is None:
        return False
    if own == "latin" and text.isascii():
        others = 0
    else:
        letters = len(SCRIPTS[own].findall(text))
        others = sum(map(len, _WORD.findall(text))) - letters
        if others > max(2 * letters, _LEAST):
            return True
    said = COMMON.get(language)
    if said is None or others:
        return False
    words = set(_WORD.findall(text.lower()))
    most = max(len(words & COMMON[one]) for one in COMMON if SCRIPT_OF.get(one) == own)
    return most >= _TOLD and most > _TIMES * len(words & said)


SAID: Final = {
    "en": re.compile(
        r"\b(?:said|says?|saying|told|tells?|add(?:s|ed|ing)|according|stat(?:e[ds]?|ing)|wrote|writes?|asked"
        r"|asks|call(?:s|ed|ing)|not(?:es|ed|ing)|explain(?:s|ed)|claim(?:s|ed)|argue[sd]|insist(?:s|ed)"
        r"|warn(?:s|ed)|announced|declared|replied|quoted?|remark(?:s|ed)|observ(?:es|ed)|put it|words of"
        r"|statement|interview|report(?:s|ed)?|speech|tweeted|posted|stressed|underlined|emphasi[sz]ed"
        r"|point(?:s|ed) out|describ(?:es|ed)|recall(?:s|ed)|admit(?:s|ted)|conclude[ds]?|response"
        r"|talk(?:s|ed|ing)?)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:sagt\w*|gesagt|erkl[äa]rt\w*|betont\w*|laut|zufolge|schr(?:ieb|eibt)\w*|mein(?:t|te)|fragt\w*"
        r"|antwort\w*|nannte|nennt|so|hieß|heißt|kritisiert\w*|warnt\w*|fügte|berichtet\w*|teilte)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:di(?:t|sait|re|sant)|déclar\w+|affirm\w+|expliqu\w+|selon|ajout\w+|estim\w+|soulign\w+|écri\w+"
        r"|précis\w+|indiqu\w+|rappel\w+|annonc\w+|demand\w+|répond\w+|assur\w+)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:сказал\w*|заяв\w+|сообщ\w+|отмет\w+|подчеркн\w+|добав\w+|говор\w+|словам|по мнению|пиш\w+"
        r"|написал\w*|рассказ\w+|счита\w+|указ\w+|поясн\w+|ответ\w+|спрос\w+|назв\w+|цитир\w+)\b",
        re.IGNORECASE,
    ),
}
"""Words that say that somebody speaks, by language."""


class Days(NamedTuple):
    """The names of days and months of a language as expressions, and what each stands for (Monday is 0)."""

    weekday: str
    month: str
    weekdays: dict[str, int]
    months: dict[str, int]


# Forms that Babel has not: cases, and names that newspapers use beside the usual ones.
_WEEKDAYS: Final = {
    "ru": {
        **{"среду": 2, "пятницу": 4, "субботу": 5, "понедельника": 0, "вторника": 1, "среды": 2},
        **{"четверга": 3, "пятницы": 4, "субботы": 5, "воскресенья": 6},
    },
    "az": {"bazar ertəsi": 0, "çərşənbə axşamı": 1, "cümə axşamı": 3},
    "ar": {"الإثنين": 0, "الاثنين": 0},
}
_MONTHS: Final = {
    "ar": {
        **{"كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8},
        **{"أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12},
    },
    "en": {"sept": 9, "sep": 9, "jan": 1, "feb": 2, "aug": 8, "oct": 10, "nov": 11, "dec": 12},
}


@cache
def days(language: str) -> Days:
    """Return a language's days and months from Babel's data; raises UnknownLocaleError where it has none."""
    from babel import Locale  # its data take time that no start should pay

    locale = Locale.parse(language)
    weekdays = dict(_WEEKDAYS.get(language, {}))
    months = dict(_MONTHS.get(language, {}))
    for form in ("format", "stand-alone"):
        weekdays |= {_key(name): day for day, name in locale.days[form]["wide"].items()}
        months |= {_key(name): month for month, name in locale.months[form]["wide"].items()}
    if language == "ka":  # what a case ending replaces
        weekdays |= {name.removesuffix("ი"): day for name, day in weekdays.items()}
        months |= {name.removesuffix("ი"): month for name, month in months.items()}
    return Days(_any(weekdays), _any(months), weekdays, months)


_ALSO: Final = {  # names of weekdays that are other words too: market, environment, week, one
    "az": "bazar",
    "tr": "pazar",
    "ru": "среда среды",
    "hy": "շաբաթ",
    "ka": "კვირა კვირ",
    "ar": "الأحد",
}


@cache
def weekdays_alone(language: str) -> dict[str, int]:
    """Return the names of weekdays that are no other words."""
    also = _ALSO.get(language, "").split()
    return {name: day for name, day in days(language).weekdays.items() if name not in also}


def any_of(names: Iterable[str]) -> str:
    """Return the expression of some names, the longest first."""
    return _any(dict.fromkeys(names, 0))


def _key(name: str) -> str:
    return name.lower().replace("i̇", "i")


def _any(names: dict[str, int]) -> str:
    longest = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace("i", "[iİI]") for name in longest)


def key(said: str) -> str:
    """Return a name of a day or month as `Days` holds it."""
    return _key(said)


OLD_CALENDAR: Final = 1924
"""The first year in which no country of these languages' counted by the Julian calendar any more."""


_YEARS: Final = (
    r"(?:last|next|previous|following) year|years? (?:ago|earlier|later|before)",
    r"(?:vergangen|letzt|vorig|vorherig|nächst|kommend)en Jahr|vor \w+ Jahr|Vorjahr",
    r"(?:an|année) (?:derni|pass|proch|précéd)\w+|il y a \w+ ans?",
    r"(?:прошл|следующ|будущ|минувш)\w+ год|(?:год|года|лет) назад",
    r"(?:geçen|gelecek|önceki|geçtiğimiz) (?:yıl|sene)|(?:yıl|sene) önce",
    r"(?:keçən|ötən|gələn|növbəti|əvvəlki) il|il (?:əvvəl|sonra)",
    r"(?:անցյալ|անցած|հաջորդ|նախորդ) տար|տարի առաջ",
    r"შარშან|(?:გასულ|მომავალ|წინა) წელ|წლის წინ",
    r"(?:العام|السنة) (?:الماضي|المقبل|القادم|السابق)|قبل (?:عام|سنة)",
)
OTHER_YEAR: Final = re.compile("|".join(_YEARS), re.IGNORECASE)
"""Words that speak of a year before or behind the story's own, in any of the languages."""


class Dated(NamedTuple):
    """A day in a text: where it stands, and what it says; `year` is 0 where it says none."""

    start: int
    end: int
    day: int
    month: int
    year: int


_MONTHS_OF_YEAR: Final = 12
_TAILED: Final = ("az", "ka", "hy", "tr")  # a case ending stands behind the name of a month or day
_CAPITAL: Final = ("en", "de", "tr")  # names of months begin with a capital letter


def tail(language: str) -> str:
    """Return the expression of the case ending that a name of a day or month may have."""
    return r"(?:['’-]?[^\W\d_]{0,3})" if language in _TAILED else ""


@cache
def _dates(language: str) -> re.Pattern[str]:
    month = rf"(?<![^\W\d_])(?:{days(language).month}){tail(language)}(?![^\W\d_])(?:\.(?=\s?\d))?"
    day = r"(?<![\d.,:/])\d{1,2}(?:st|nd|rd|th|er|\.|-?[^\W\d_]{1,3}(?![\w-]))?(?![\d:]|-[^\W\d_]{2,}[\w-])"
    first = rf"(?P<day>{day})[ \u00a0](?:de |of )?(?P<month>{month})"
    second = rf"(?P<named>{month})[ \u00a0](?P<number>{day})(?!\s?(?:per|%|\$|people))"
    return re.compile(
        rf"(?:{first}|{second})(?:,?[ \u00a0](?P<year>(?:1[6-9]|20)\d\d)(?!\d))?", re.IGNORECASE
    )


_NUMBERS: Final = re.compile(r"(?<![\d./-])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?![\d./-]*\d)")


def _in_numbers(text: str, language: str) -> Iterator[Dated]:
    """Yield days such as 25.11.2026; in English only where no month can be meant by the first number."""
    for match in _NUMBERS.finditer(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if 0 < month <= _MONTHS_OF_YEAR < day or (language != "en" and 0 < month <= _MONTHS_OF_YEAR and day):
            yield Dated(match.start(), match.end(), day, month, year)


@lru_cache(maxsize=8192)
def dates(text: str, language: str) -> tuple[Dated, ...]:
    """Return the days that a text names, with a number and a month's name."""
    if signs_in(text).isdisjoint(DIGITS):
        return ()
    months = days(language).months
    found: list[Dated] = []
    low = key(text)
    named = any(name in low for name in months)  # quicker than to try each number
    for match in _dates(language).finditer(text) if named else ():
        said, number = match["month"] or match["named"], match["day"] or match["number"]
        month = _known(said, months)
        day = int(re.sub(r"\D", "", number))
        if month and not (language in _CAPITAL and said[0].islower()):
            found.append(Dated(match.start(), match.end(), day, month, int(match["year"] or 0)))
    return (*found, *_in_numbers(text, language))


def _known(said: str, names: dict[str, int]) -> int:
    """Return what a name with its ending stands for; the longest name that fits."""
    low = key(said)
    return max(((len(name), value) for name, value in names.items() if low.startswith(name)), default=(0, 0))[
        1
    ]


# What makes a weekday part of another name: a market, the club, the feasts before Novruz.
_NEVER: Final = {
    "en": ("(?<!sheffield )", "(?!['’]s)"),
    "az": ("(?<!ilaxır )(?<!axır )", "(?!si|ı|lar)"),
    "tr": ("", "(?!ı|lar)"),
}
_BEGINS: Final = {"en": r"(?! prayers| (?-i:[A-Z]))"}  # behind a date: on 3 May, Sunday Times reporters
_AND: Final = r"\s?(?:[,–—/-]|and|und|et|ve|və|и|և|და)?\s?و?"  # 26 and 27 November, Thursday and Friday
_DAY: Final = re.compile(r"\s(?:gün|gec|səhər|sabah|akşam|օր|դღ|დღ)")
_PAUSE: Final = re.compile(r"(?:^|[^\w\s])[\s]*$")


def _other(text: str, start: int, end: int, language: str) -> bool:
    """Return whether the name of a weekday is more likely the word for a week, a market or surroundings."""
    if _DAY.match(text, end) or (language == "tr" and text[start].isupper()):
        return False
    return not _PAUSE.search(text, max(start - 3, 0), start)


@cache
def _weekdays(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = _NEVER.get(language, ("", ""))
    name = days(language).weekday
    day = rf"(?P<day>{name}){after}"
    names = rf"(?<![^\W\d_-]){before}(?P<whole>{day}{tail(language)})(?![^\W\d_-])"
    gap = r"[\s,(]{1,3}"
    between = r"(?:the\s|dem\s|den\s|le\s|günü,?\s|օրը,?\s|წლის\s|года?,?\s)?"
    return (
        re.compile(rf"{names}{gap}{between}$", re.IGNORECASE),
        re.compile(rf"{gap}{between}{names}{_BEGINS.get(language, '')}(?!{_AND}(?:{name}))", re.IGNORECASE),
    )


def weekday_at(text: str, dated: Dated, language: str) -> tuple[int, int, int] | None:
    """Return the weekday beside a date: where it begins and ends, and which (Monday is 0)."""
    before, after = _weekdays(language)
    start = max(dated.start - 40, 0)
    found = before.search(text[start : dated.start])
    if found is None:
        start = dated.end
        found = after.match(text[start : start + 40])
    if found is None:
        return None
    name = key(found["day"])
    place = (start + found.start("whole"), start + found.end("whole"))
    if language != "ar" and name not in weekdays_alone(language) and _other(text, *place, language):
        return None
    return (*place, days(language).weekdays[name])
