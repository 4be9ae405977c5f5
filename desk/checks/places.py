"""Places and persons that go by two names, by the language of the text."""

from typing import Final

_NAMES: Final = {
    "en": """
        Turkey|Turkiye|Türkiye; Kiev|Kyiv; Kharkov|Kharkiv; Lvov|Lviv; Odessa|Odesa; Burma|Myanmar;
        Ivory Coast|Côte d’Ivoire|Cote d'Ivoire; Czech Republic|Czechia; Swaziland|Eswatini; Peking|Beijing;
        Bombay|Mumbai; Calcutta|Kolkata; Madras|Chennai; Rangoon|Yangon; Cape Verde|Cabo Verde;
        East Timor|Timor-Leste; Chernobyl|Chornobyl; Byelorussia|Belorussia|Belarus; Kirghizia|Kyrgyzstan;
        Moldavia|Moldova; Tiflis|Tbilisi; Erevan|Yerevan; Zelensky|Zelenskyy|Zelenskiy;
        Gaddafi|Gadhafi|Qaddafi; Al Qaeda|al-Qaeda|al-Qaida|Al Qaida; Hizbollah|Hezbollah|Hizbullah;
        Koran|Quran|Qur’an; Nagorno-Karabakh|Nagorno Karabakh|Nagorny Karabakh|Mountainous Karabakh
    """,
    "de": "Kiew|Kyjiw|Kyiv; Weißrussland|Belarus; Türkei|Türkiye; Burma|Myanmar; Peking|Beijing",
    "fr": "Kiev|Kyiv|Kyïv; Biélorussie|Bélarus|Belarus; Birmanie|Myanmar; Pékin|Beijing",
    "ru": "Белоруссия|Беларусь; Молдавия|Молдова; Киргизия|Кыргызстан; Таллин|Таллинн",
}
GROUPS: Final = {
    language: tuple(tuple(group.strip().split("|")) for group in said.split(";"))
    for language, said in _NAMES.items()
}
