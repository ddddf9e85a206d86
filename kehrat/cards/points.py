"""Points of time in a text: 27/02/2019, maaliskuu 2027, kevät 2027, Q1/2027, vko 12/2027."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

MOST = 60  # of a text

DASH = r"\s{0,3}[-–—−‑‐]\s{0,3}"
YEAR = r"(?:19|20)[0-9]{2}"
# Finnish stems of the months, and their names in Swedish and English.
_MONTHS = (
    ("tammi", r"jan(?:uari|uary)?"),
    ("helmi", r"feb(?:ruari|ruary)?"),
    ("maalis", r"mar(?:s|ch)?"),
    ("huhti", r"apr(?:il)?"),
    ("touko", r"ma[jy]"),
    ("kesä", r"jun[ie]?"),
    ("heinä", r"jul[iy]?"),
    ("elo", r"aug(?:usti|ust)?"),
    ("syys", r"sept?(?:ember)?"),
    ("loka", r"o[kc]t(?:ober)?"),
    ("marras", r"nov(?:ember)?"),
    ("joulu", r"dec(?:ember)?"),
)
_STEM = rf"(?:{'|'.join(stem for stem, _name in _MONTHS)})"
_NAME = (
    rf"(?:{_STEM}kuu[a-zä]{{0,4}}|(?:{'|'.join(name for _stem, name in _MONTHS)})(?![\wåäö])\.?)"
)
_SEASONS = {
    "spring": r"kevä(?:t|än|änä|ällä|ästä|äseen)|kevät(?:luku)?kau\w{2,6}|vår(?:en|terminen)?"
    "|spring",
    "summer": r"kesä(?:n|nä|llä|stä|än)?|kesäkau\w{2,6}|sommar(?:en)?|summer",
    "autumn": r"syksy(?:n|nä|llä|stä|yn)?|syys(?:luku)?kau\w{2,6}|höst(?:en|terminen)?|autumn|fall",
    "winter": r"talv(?:i|en|ena|ella|esta|een)|talvikau\w{2,6}|vinter[ns]?|winter",
}
_TERM = re.compile("lukukau|termin", re.I)
# Not a part of another word: "kevät-syksy" is two, "kevätretki" none.
_SEASON = (
    rf"(?:(?:alku|loppu|keski|kesk|tidig|sen)?(?:{'|'.join(_SEASONS.values())}))"
    r"(?![\wåäö]|-(?!\s?(?:kev|kes|syk|tal|vår|som|hös|vin)))"
)
# First and last (month, day), and what others mean by it.
_SPANS = {
    "spring": ((3, 1), (5, 31), (1, 1), (5, 31)),
    "summer": ((6, 1), (8, 31), (5, 1), (8, 31)),
    "autumn": ((9, 1), (11, 30), (8, 1), (12, 31)),
    "winter": ((1, 1), (2, 28), (1, 1), (3, 31)),
    "early": ((1, 1), (6, 30), (1, 1), (4, 30)),
    "late": ((7, 1), (12, 31), (9, 1), (12, 31)),
}
_EARLY = r"alkuvuo\w{2,6}|(?:i\s)?början\sav|tidigt|early"
_LATE = r"loppuvuo\w{2,6}|(?:i\s)?slutet\sav|sent|late"
_NTH = r"(?:[1-4]\.?|I{1,3}|IV|ensimmäi\w+|toi\w+|kolma\w+|neljä[sn]\w*|första|andra|tredje|fjärde)"
_QUARTER = (
    rf"(?:Q\s?[1-4]|{_NTH}\s(?:vuosi)?nelj\w+|{_NTH}\s?kvartaa\w+|{_NTH}\skvartal\w*"
    r"|kvartal\s[1-4])"
)
_HALF = rf"(?:H[12]|{_NTH}\s(?:vuosipuolisko\w*|puolivuo\w+|halvåret))"
_TWO_YEARS = rf"{YEAR}\s?[-–/]\s?(?:{YEAR}|[0-9]{{2}})(?![0-9/.])"
# Without a year: "vår", "fall" and "spring" are other words too.
_SEASON_ALONE = rf"(?!vår(?!en|ter)|fall|spring){_SEASON}"
_WEEK = r"(?:viik\w{1,6}|vko\w{0,3}|vk|vecka|veckorna|weeks?|v(?=[0-9]))\.?\s?"

_POINT = re.compile(
    rf"""(?<!\w)(?=[0-9a-zåäö])(?:
      (?P<iso>{YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}})
    | (?P<day>[0-9]{{1,2}}(?:\.\s?[0-9]{{1,2}}\.\s?|/[0-9]{{1,2}}/|-[0-9]{{1,2}}-){YEAR})
    | (?P<short>[0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{2}})(?![0-9.])
    | (?P<brief>[0-9]{{1,2}}/[2-5][0-9])(?![0-9/.])
    | (?P<named>(?:[0-9]{{1,2}}\.?\s)?{_NAME}\s{{1,2}}(?:v\.?\s|vuonna\s|år\s)?{YEAR})
    | (?P<week>{_WEEK}[0-9]{{1,2}}(?:{DASH}[0-9]{{1,2}})?
        (?:\s?[/,]?\s?|\s(?:vuonna|v\.|år)\s){YEAR})
    | (?P<quarter>{_QUARTER}\s?[/,-]?\s?{YEAR}|{YEAR}\s?[/,-]?\s?(?:Q[1-4]|{_QUARTER}))
    | (?P<roman>(?:IV|I{{1,3}})\s?/\s?{YEAR})
    | (?P<half>{_HALF}\s?[/,-]?\s?{YEAR}|{YEAR}\s?/?\s?H[12])
    | (?P<winter>(?:talv\w+|vinter\w*|winter)\s{_TWO_YEARS})
    | (?P<school>(?:lukuvuo\w+|läsår\w*|toimintakau\w+)\s{_TWO_YEARS})
    | (?P<season>{_SEASON}\s(?:v\.?\s|vuonna\s|år\s)?{YEAR}|(?:vuoden\s)?{YEAR}\s{_SEASON}
        |{_SEASON}\s['’]?[2-5][0-9](?![0-9./]))
    | (?P<early>(?:{_EARLY})\s(?:år\s)?{YEAR}|vuoden\s{YEAR}\s(?:alku\w*|alussa))
    | (?P<late>(?:{_LATE})\s(?:år\s)?{YEAR}|vuoden\s{YEAR}\s(?:loppu(?!un)\w*|lopussa|lopulla))
    | (?P<first>vuoden\s{YEAR}\salusta|(?:1\.)?alkaen\svuodesta\s{YEAR}|vuodesta\s{YEAR})
    | (?P<last>vuoden\s{YEAR}\sloppuun|vuoteen\s{YEAR})
    | (?P<month>[0-9]{{1,2}}\s?/\s?{YEAR}|[0-9]{{1,2}}\.\s?{YEAR})
    | (?P<years>{YEAR}\s?/\s?(?:{YEAR}|[0-9]{{2}})(?![0-9./])|{YEAR}[-–][0-9]{{2}}(?![0-9./-]))
    | (?P<year>{YEAR})
    | (?P<p_day>[0-9]{{1,2}}\.[0-9]{{1,2}}\.?|[0-9]{{1,2}}\.)(?={DASH}[0-9]{{1,2}}\.[0-9]{{0,2}})
    | (?P<p_end>[0-9]{{1,2}}\.[0-9]{{1,2}}\.)(?![0-9])
    | (?P<p_month>[0-9]{{1,2}})(?={DASH}[0-9]{{1,2}}\s?[/.]\s?{YEAR})
    | (?P<p_name>(?:[0-9]{{1,2}}\.?\s)?{_NAME}(?![\wåäö])|(?<!\w){_STEM}(?={DASH}{_STEM}kuu))
    | (?P<p_week>{_WEEK}[0-9]{{1,2}})(?![0-9])
    | (?P<p_quarter>{_QUARTER})(?!\w)
    | (?P<p_early>alkuvuo\w+)
    | (?P<p_late>loppuvuo\w+)
    | (?P<p_season>{_SEASON_ALONE})
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What leads to dates, or names the time itself: never the name of a phase.
OF_TIME = re.compile(
    r"(?<!\w)(?:alka(?:a|en|vat|nut)|alkamis\w*|alkupäivä\w*|alkupvm|aloit(?:us|etaan)\w*"
    r"|käynnistyy"
    r"|päätty\w*|päättymis\w*|päätös\w*|loppuu|loppupäivä\w*|loppupvm|lopetus\w*|saakka|asti"
    r"|mennessä"
    r"|pågå\w*|kestää|jatkuu|välillä|välinen|ajalla|aikana|aikaväli\w*|toteutusai\w*|toteutuu"
    r"|toteutetaan|hankeai\w*|ajankohta"
    r"|[0-9]{1,3}(?:[.,][0-9])?\s?(?:v|vuotta|kk|kuukautta|viikkoa|vk|vko|pv|päivää|år|mån\w*"
    r"|veckor"
    r"|months?|years?|weeks?)|heti|jatkuva\w*|toistaiseksi|ensi|tänä|kuluva\w*|projekttid\w*"
    r"|starting|ending|date|tapahtuman|(?<!\.\s)kausi|säsong|season|duration|lasts?|varar|längd"
    r"|toteuttamisaika|suoritusaika|genomförandetid\w*|aikataulu|kesto|aika|noin|arviolta"
    r"|viimeistään|vuo(?:si|nna|den|det|sien|sina|teen|desta)|v|vv"
    r"|hank(?:e|keen|kkeen)|projekti|projektin|ja|sekä|klo|pvm|päivämäärä|lähtien"
    r"|eteenpäin"
    r"|projekt|projektet|projektets|tidsplan|tidtabell|tid|inled\w*|start(?:ar|datum|er|s)?"
    r"|börja\w*"
    r"|avslut\w*|slut(?:ar|datum)?|upphör|från|till|och|med|fr|o|t|m|mellan|under|år|åren|period\w*"
    r"|from|to|until|begins?|starts?|ends?|and|the|project|year|years|between|n|ca)(?!\w)",
    re.I,
)
_IN_NUMBER = re.compile(r"[+=]\s?$|[0-9][.,/]$")  # before a point, a longer number or a sum
_MONEY_AFTER = re.compile(
    r"[0-9]|[.,/][0-9]|\s{0,2}(?:[+=€%]|eur|t\s?€|te(?!\w)|e(?![\w-])|[,:]-)", re.I
)
_NUMBERS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Point:
    """A point of time as far as its own words tell: `days` are its first and last, None without a
    year (then `of_year` gives them) or where there are no such days."""

    kind: str
    at: int
    to: int
    days: tuple[date, date] | None = None
    wide: tuple[date, date] | None = None  # what others mean by it
    words: str = ""

    @property
    def is_partial(self) -> bool:
        return self.kind.startswith("p_")


def points(text: str) -> list[Point]:
    """Every point of time that a text tells of, with its year or without, in its order."""
    found = []
    for match in islice(_POINT.finditer(text), MOST * 4):
        before = text[max(0, match.start() - 2) : match.start()]
        if _IN_NUMBER.search(before) or _MONEY_AFTER.match(text, match.end()):
            continue
        found.append(_point(match))
    return found[:MOST]


def _point(match: re.Match) -> Point:
    kind, words = match.lastgroup, match[0]
    point = Point(kind, match.start(), match.end(), words=words)
    if point.is_partial:
        return point
    year = re.search(YEAR, words)
    short = re.search(r"[2-5][0-9]$", words)  # kevät 27, 1/27
    return dated(point, kind, words, int(year[0]) if year else 2000 + int(short[0]) if short else 0)


def dated(point: Point, kind: str, words: str, year: int) -> Point:
    """The point with its days in a year."""
    days, wide = _days(kind, words, year)
    return replace(point, days=days, wide=wide)


def _days(kind: str, words: str, year: int):
    """(days, days in a wide sense) of a point's words; (None, None) for what can't be."""
    bare = re.sub(YEAR, " ", words, count=1)
    numbers = [int(number) for number in _NUMBERS.findall(bare)]
    if kind == "winter" or (kind in ("season", "p_season") and _season(words) == "winter"):
        return _winter(kind, year)
    if kind in ("season", "p_season"):
        days, wide = _spans(_season(words), year)
        return (wide, wide) if _TERM.search(words) else (days, wide)
    if kind in ("early", "late", "p_early", "p_late"):
        return _spans(kind.removeprefix("p_"), year)
    if kind == "school":
        first = date(year, 8, 1)
        return (first, date(year + 1, 5, 31)), (first, date(year + 1, 7, 31))
    if kind in ("quarter", "p_quarter", "half"):
        return _part_of_year(words, bare, year, 2 if kind == "half" else 4), None
    if kind == "roman":
        days = _part_of_year(words, bare, year, 4)
        return days, days
    if kind == "brief":
        days = _plain(kind, words, numbers[:1], year)
        return days, days
    if kind in ("week", "p_week"):
        return _weeks(numbers, year), None
    if kind == "years":
        return _school_years(words, year), None
    if kind == "short":
        day = _day(2000 + numbers[2], numbers[1], numbers[0])
        return day and (day, day), day and (day, day)
    return _plain(kind, words, numbers, year), None


def _plain(kind: str, words: str, numbers: list[int], year: int):
    """Days of what is written in numbers or by a month's name."""
    if kind == "first":
        return date(year, 1, 1), date(year, 1, 1)
    if kind == "last":
        return date(year, 12, 31), date(year, 12, 31)
    if kind == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if kind in ("named", "p_name"):
        numbers = [*numbers[:1], _month(words)]
    if kind == "iso":
        numbers.reverse()
    match numbers:
        case [month] if 1 <= month <= 12:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case [day, month]:
            found = _day(year, month, day)
            return found and (found, found)
    return None


def _season(words: str) -> str:
    return next(name for name, rule in _SEASONS.items() if re.search(rule, words, re.I))


def _spans(name: str, year: int):
    days = [date(year, *month_day) for month_day in _SPANS[name]]
    return (days[0], days[1]), (days[2], days[3])


def _winter(kind: str, year: int):
    """A winter of two years begins in December; one of a single year is its beginning."""
    if kind == "winter":
        days = date(year, 12, 1), date(year + 1, 3, 1) - timedelta(1)
        return days, (date(year, 11, 1), date(year + 1, 3, 31))
    (first, _last), wide = _spans("winter", year)
    return (first, date(year, 3, 1) - timedelta(1)), wide


def _part_of_year(words: str, bare: str, year: int, parts: int):
    number = _nth(bare)
    if not 1 <= number <= parts:
        return None
    months = 12 // parts
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _nth(words: str) -> int:
    if found := _NUMBERS.search(words):
        return int(found[0])
    word = words.split()[0].strip("/").casefold()
    if re.fullmatch("i{1,3}|iv", word):
        return {"i": 1, "ii": 2, "iii": 3, "iv": 4}[word]
    starts = (("ens", "förs"), ("toi", "and"), ("kol", "tre"), ("nel", "fjä"))
    return next((at for at, each in enumerate(starts, start=1) if word.startswith(each)), 0)


def _weeks(numbers: list[int], year: int):
    try:
        first = date.fromisocalendar(year, numbers[0], 1)
        return first, date.fromisocalendar(year, numbers[-1], 7)
    except ValueError:
        return None


def _school_years(words: str, year: int):
    """Years joined by a bar or shortened: 2027/2028, 2027–28."""
    last = int(_NUMBERS.findall(words)[1])
    last = last if last > 100 else year - year % 100 + last
    return (date(year, 1, 1), date(last, 12, 31)) if year < last <= year + 10 else None


def _month(words: str) -> int:
    word = re.search(r"[^\W\d_]+", words)[0].casefold()
    for number, (stem, name) in enumerate(_MONTHS, start=1):
        if word.startswith(stem) or re.fullmatch(name, word):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
