"""The words by which a page copied as text names its parts, in the languages of the region."""

import re
from collections import Counter

_LABELS = {
    "source": "source|источник|աղբյուր|աղբյուրը|წყარო|mənbə|kaynak|المصدر",
    "photo": "photo|photos|picture|image|фото|фотография|լուսանկար|լուսանկարը|ფოტო|foto|fotoğraf|الصورة|صورة",
    "by": "by|author|автор|հեղինակ|հեղինակը|ავტორი|müəllif|yazar|بقلم|الكاتب",
    "caption": "caption|подпись|նկարագրություն|წარწერა|başlıq|التعليق",
    "credit": "credit|photo credit|снимок|ფოტოს ავტორი|حقوق الصورة",
}
_LISTS = {
    "related": "related articles|related stories|related|по теме|материалы по теме|կարդացեք նաև|"
    "ასევე წაიკითხეთ|əlaqəli məqalələr|ilgili haberler|مقالات ذات صلة",
    "editors-choice": "editor's choice|editors' choice|editors choice|editor's pick|editors' picks|"
    "выбор редакции|խմբագրի ընտրությունը|რედაქტორის რჩევა|redaktorun seçimi|editörün seçimi|اختيار المحرر",
    "popular": "popular|most popular|most read|популярное|ընթերցված|პოპულარული|populyar|popüler|الأكثر قراءة",
}
_BY_WORD = {word: kind for kind, words in _LABELS.items() for word in words.split("|")}
_BY_HEADING = {word: slug for slug, words in _LISTS.items() for word in words.split("|")}
_LABEL = re.compile(
    rf"\s*({'|'.join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))})[\s]*[:：։՝](?!//)\s*(\S.*)",
    re.IGNORECASE,
)
_SCRIPTS = {"hy": "[Ա-և]", "ka": "[ა-ჿ]", "ar": "[ء-ي]", "he": "[א-ת]", "ru": "[А-яЁё]"}


def label(line: str) -> tuple[str, str] | None:
    """Return the field that a labelled line fills and its words, or None for prose."""
    match = _LABEL.fullmatch(line.strip())
    return (_BY_WORD[match[1].lower()], match[2]) if match else None


def heading(line: str) -> str:
    """Return the list that a line names (`related`, `editors-choice`, `popular`), or empty."""
    return _BY_HEADING.get(re.sub("[’‘ʼ`´]", "'", line.strip().rstrip(":").strip()).lower(), "")


def language(words: str) -> str:
    """Return the language that a text's script or letters give away, or empty where they leave it open."""
    sample = words[:5000]
    letters = sum(1 for c in sample if c.isalpha())
    counts = Counter({tag: len(re.findall(pattern, sample)) for tag, pattern in _SCRIPTS.items()})
    tag, count = counts.most_common(1)[0]
    if count * 2 > letters:
        return "uk" if tag == "ru" and re.search("[іїєґ]", sample) and not re.search("[ыэъ]", sample) else tag
    return "az" if letters and (sample.lower().count("ə") * 50 > letters) else ""
