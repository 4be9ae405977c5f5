"""What the newsroom needs to know of a language."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"})

NAMES = {
    "en": "English",
    "en-GB": "English (UK)",
    "en-US": "English (US)",
    "ar": "العربية",
    "az": "Azərbaycan",
    "de": "Deutsch",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "hy": "Հայերեն",
    "it": "Italiano",
    "ka": "ქართული",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}


def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag."""
    return (
        "rtl" if language in RIGHT_TO_LEFT or language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
    )


def name(language: str) -> str:
    """Return the language's own name, or the tag where it is not known here."""
    return NAMES.get(language) or NAMES.get(language.split("-", maxsplit=1)[0], language)
