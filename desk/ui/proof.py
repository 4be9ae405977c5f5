"""A proof: one story on pages of paper as a PDF, to be read and marked."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
    QTextTableCell,
)

from desk import operations as ops
from desk.domain import DeskError
from desk.ui.library.contact_sheet import begin_alone
from desk.ui.theme import SANS, SERIF

_DPI = 300
_POINT = _DPI / 72
_MARGINS = QMarginsF(62, 54, 62, 48)  # points
_HEAD, _FOOT = 26, 22  # points above and below the words
_PICTURE = 1400  # pixels of its longer side: 200 to the inch across the column
_HIGHEST = 0.5  # of the page
_CSS = 96  # pixels of HTML to the inch
_LIGATURES = QFont.Tag("liga")  # what is drawn as one sign is lost to those who search or copy the words
_MUTE = QColor(90, 90, 90)
_NAMES = {False: ", ".join(f"'{name}'" for name in SERIF), True: ", ".join(f"'{name}'" for name in SANS)}
_STYLE = f"""
body {{ font-family: {_NAMES[False]}; font-size: 10.5pt; }}
p {{ margin: 0 0 9px 0; line-height: 132%; }}
.label, .facts, .caption, .credit {{ font-family: {_NAMES[True]}; font-size: 8.5pt; color: #555; }}
.label {{ color: #a3202a; font-weight: bold; margin-bottom: 4px; }}
.headline {{ font-size: 22pt; font-weight: bold; line-height: 112%; margin-bottom: 8px; }}
.standfirst {{ font-size: 12.5pt; color: #444; margin-bottom: 11px; }}
.facts {{ margin-bottom: 13px; }}
.picture {{ margin: 8px 0 4px 0; line-height: 100%; }}
.caption {{ margin-bottom: 15px; }}
h2 {{ font-size: 14pt; margin: 16px 0 7px 0; }}
h3, h4, h5, h6 {{ font-size: 11.5pt; margin: 13px 0 5px 0; }}
blockquote {{ margin: 5px 29px 11px 29px; }}
table {{ border-collapse: collapse; border-color: #999; margin: 8px 0 13px 0; }}
td, th {{ font-family: {_NAMES[True]}; font-size: 9pt; }}
th {{ background-color: #efece6; }}
pre, code {{ font-size: 9pt; }}
li {{ margin-bottom: 4px; }}
a {{ color: #1b1f24; }}
"""


def papers() -> tuple[str, ...]:
    """Return the papers that a proof can stand on, the usual one of this place first."""
    letter = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return ("letter", "a4") if letter else ("a4", "letter")


def draw(desk: "ops.Desk", proof: "ops.handing.Proof", file: Path, *, paper: str = "") -> int:
    """Draw a proof into a PDF; return how many pages.

    Raises:
        OSError: the disk refuses.
    """
    file.touch()  # Qt does not say why it cannot
    writer = QPdfWriter(str(file))
    writer.setResolution(_DPI)
    writer.setTitle(proof.title)
    writer.setCreator("Desk")
    size = QPageSize.PageSizeId.Letter if (paper or papers()[0]) == "letter" else QPageSize.PageSizeId.A4
    upright = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(size), upright, _MARGINS))
    room = QSizeF(writer.width(), writer.height() - (_HEAD + _FOOT) * _POINT)
    document = _document(desk, proof, writer, room)
    painter = QPainter(writer)
    try:
        for number in range(document.pageCount()):
            if number:
                writer.newPage()
            _page(painter, document, number, room)
            _marks(painter, proof, number + 1, document.pageCount(), writer.width(), writer.height())
    finally:
        done = painter.end()
    if not done or not file.stat().st_size:
        raise OSError(0, "the disk refused it")
    return document.pageCount()


def draw_alone(desk: "ops.Desk", proof: "ops.handing.Proof", file: Path, *, paper: str = "") -> int:
    """Draw as `draw` does where no window runs, and no screen is there to be found."""
    begin_alone()
    return draw(desk, proof, file, paper=paper)


def _document(
    desk: "ops.Desk", proof: "ops.handing.Proof", writer: QPdfWriter, room: QSizeF
) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(writer)
    option = QTextOption()
    rtl = proof.direction == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    font = QFont(SERIF)
    font.setPointSizeF(10.5)
    font.setFeature(_LIGATURES, 0)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    html = proof.html
    for photo in dict.fromkeys(proof.photos):
        picture = _picture(desk, photo)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"photo:{photo}"), picture)
        most = QSizeF(room.width(), room.height() * _HIGHEST) * (_CSS / _DPI)
        size = QSizeF(picture.size()).scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        html = html.replace(
            f'<img src="photo:{photo}">',
            f'<img src="photo:{photo}" width="{size.width():.0f}" height="{size.height():.0f}">',
        )
    document.setHtml(html)
    document.setPageSize(room)
    _keep_rows(document)
    return document


def _keep_rows(document: QTextDocument) -> None:
    """Have each row of a table stand on one page where it has room there: Qt breaks it within its cells."""
    seen: set[tuple[int, int]] = set()
    while found := _cut_row(document, seen):
        place, cells = found
        seen.add(place)
        page = _page_of(document, cells)
        _break(document, cells, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        if _page_of(document, cells) > page + 1:  # below other words on its page, Qt passes one over
            _break(document, cells, QTextFormat.PageBreakFlag.PageBreak_Auto)


def _break(document: QTextDocument, cells: list[QTextTableCell], policy: QTextFormat.PageBreakFlag) -> None:
    for cell in cells:
        cursor = cell.firstCursorPosition()
        form = cursor.blockFormat()
        form.setPageBreakPolicy(policy)
        cursor.setBlockFormat(form)
    room = document.pageSize()
    document.setPageSize(QSizeF(room.width(), -1))  # laid out anew from its start
    document.setPageSize(room)


def _page_of(document: QTextDocument, cells: list[QTextTableCell]) -> int:
    block = cells[0].firstCursorPosition().block()
    return int(document.documentLayout().blockBoundingRect(block).top() // document.pageSize().height())


def _cut_row(
    document: QTextDocument, seen: set[tuple[int, int]]
) -> tuple[tuple[int, int], list[QTextTableCell]] | None:
    """Return the first row that a page's end goes through, which table's and which, and its cells."""
    high, layout = document.pageSize().height(), document.documentLayout()
    for number, table in enumerate(document.rootFrame().childFrames()):
        if not isinstance(table, QTextTable):
            continue
        for row in range(1, table.rows()):
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            tops = [layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells]
            ends = [layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells]
            cut = int(min(tops) // high) != int((max(ends) - 1) // high)
            if cut and (number, row) not in seen and max(ends) - min(tops) < high / 2:
                return (number, row), cells
    return None


def _picture(desk: "ops.Desk", photo: str) -> QImage:
    try:
        return QImage.fromData(ops.thumbnails.get(desk, photo, _PICTURE))
    except DeskError:  # a lost file leaves its place empty, its words stand
        return QImage()


def _page(painter: QPainter, document: QTextDocument, number: int, room: QSizeF) -> None:
    painter.save()
    painter.translate(0, _HEAD * _POINT - number * room.height())
    shown = QRectF(0, number * room.height(), room.width(), room.height())
    painter.setClipRect(shown)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = shown
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _marks(
    painter: QPainter, proof: "ops.handing.Proof", number: int, pages: int, wide: int, high: int
) -> None:
    """Say on a page what it is: whose, how far, of when, which of how many."""
    font = QFont(SANS)
    font.setPointSizeF(8)
    font.setFeature(_LIGATURES, 0)
    painter.setFont(font)
    painter.setPen(_MUTE)
    at = f"{datetime.now():%Y-%m-%d %H:%M}"
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    top = QRectF(0, 0, wide, _HEAD * _POINT)
    foot = QRectF(0, high - 12 * _POINT, wide, 12 * _POINT)
    painter.drawText(top, left, f"{proof.publication}  ·  Proof, not for publication")
    painter.drawText(top, right, proof.status)
    painter.drawText(foot, left, f"Printed {at}")
    painter.drawText(foot, right, f"{number} / {pages}")
