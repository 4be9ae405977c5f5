"""Figures of readers in the shapes in which statistics programs give them."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import exchange
from desk.domain import BadInput, Figure

DAY = dt.date(2026, 3, 1)
GA4_JSON = {
    "dimensionHeaders": [{"name": "date"}, {"name": "pagePath"}],
    "metricHeaders": [{"name": "activeUsers"}, {"name": "screenPageViews"}],
    "rows": [
        {
            "dimensionValues": [{"value": "20260301"}, {"value": "/news/ferry/"}],
            "metricValues": [{"value": "9"}, {"value": "120"}],
        }
    ],
}
PLAUSIBLE_V2 = {
    "results": [{"metrics": [80, 120], "dimensions": ["/news/ferry/", "2026-03-01"]}],
    "query": {"metrics": ["visitors", "pageviews"], "dimensions": ["event:page", "time:day"]},
}
SHAPES = {
    "plain": ("url,views,date\n/news/ferry/,120,2026-03-01\n", "Figures", DAY),
    "no head": ("https://hour.example/news/ferry/;120\n", "Figures", None),
    "with a mark and tabs": ("\ufeffURL\tViews\n/news/ferry/\t120\n", "Figures", None),
    "Analytics CSV": (
        "# ---------------\n# Pages and screens\n# Start date: 20260301\n\n"
        "Page path and screen class,Views,Active users,Views per active user\n/news/ferry/,120,80,1.5\n",
        "Google Analytics",
        None,
    ),
    "Analytics JSON": (json.dumps(GA4_JSON), "Google Analytics", DAY),
    "Matomo CSV": (
        "label,nb_visits,nb_hits,Metadata: url\nferry,80,120,https://hour.example/news/ferry/\n",
        "Matomo",
        None,
    ),
    "Matomo JSON": (
        json.dumps(
            [{"label": "/ferry", "nb_visits": 80, "nb_hits": 120, "url": "https://hour.example/news/ferry/"}]
        ),
        "Matomo",
        None,
    ),
    "Plausible CSV": ("date,page,visitors,pageviews\n2026-03-01,/news/ferry/,80,120\n", "Plausible", DAY),
    "Plausible of before": (
        json.dumps({"results": [{"page": "/news/ferry/", "visitors": 80, "pageviews": 120}]}),
        "Plausible",
        None,
    ),
    "Plausible JSON": (json.dumps(PLAUSIBLE_V2), "Plausible", DAY),
    "GoatCounter CSV": (
        "2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Location,Date\n"
        + "/news/ferry/,Ferry,0,,,,,0,,,2026-03-01T09:00:00Z\n" * 120
        + "/click,Click,1,,,,,0,,,2026-03-01T09:00:00Z\n",
        "GoatCounter",
        DAY,
    ),
    "GoatCounter JSON": (
        json.dumps(
            {"hits": [{"path": "/news/ferry/", "count": 120, "stats": [{"day": "2026-03-01", "daily": 120}]}]}
        ),
        "GoatCounter",
        DAY,
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape: str) -> None:
    text, source, day = SHAPES[shape]
    found = exchange.figures(text)
    assert (found.source, found.wrong) == (source, ())
    (figure,) = found.rows
    assert figure.path.endswith("/news/ferry/") and (figure.views, figure.day) == (120, day)


@pytest.mark.parametrize(
    ("written", "views"),
    [
        ("4 120", 4120),
        ("4,120", 4120),
        ("4.120", 4120),
        ("4\u202f120", 4120),
        ("1,234,567", 1234567),
        ("12.0", 12),
        ("0", 0),
    ],
)
def test_numbers_as_people_write_them(written: str, views: int) -> None:
    assert exchange.figures(f'url;views\n/a;"{written}"\n').rows == (Figure("/a", views),)


def test_rows_that_cannot_be_read_are_named_and_none_is_dropped() -> None:
    found = exchange.figures(
        "url,views,date\n/a,1,2026-03-01\n/b,many,2026-03-01\n,3,2026-03-01\n/c,4,someday\n/d\n"
    )
    assert [row.path for row in found.rows] == ["/a"]
    assert [row.split(":")[0] for row in found.wrong] == ["row 2", "row 3", "row 4", "row 5"]


@pytest.mark.parametrize(
    "text",
    [
        "words",
        "a,b\n1,2\n",
        "{}",
        "[]",
        "[1]",
        "{",
        '{"hits": [1]}',
        '{"results": [{"page": "/a"}]}',
        "url,views\n",
        '{"dimensionHeaders": []}',
    ],
)
def test_what_are_no_figures_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no figures"):
        exchange.figures(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "hits",
                    "results",
                    "rows",
                    "query",
                    "path",
                    "stats",
                    "page",
                    "pageviews",
                    "dimensionHeaders",
                    "metricHeaders",
                    "name",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    _JSON.map(json.dumps)
    | st.text(max_size=80)
    | st.lists(st.sampled_from(["url", "views", ",", "\n", '"', "1", "/a", ";"]), max_size=30).map("".join)
)
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        found = exchange.figures(text)
    except BadInput:
        return
    assert found.rows
