"""What comments cost: a key, a pause in typing and a save in a story that has many, against one without.

Prints, at 1,000, 10,000 and 50,000 words with 100 comments (a tenth of them on words that are gone): the p95
of a key press to painted on the sheet with and without them and their ratio (limit 1.25), and how long the
GUI thread is held when the passages are found at opening, after a pause and at a save (limit 16 ms).
"""

import datetime as dt
import random
import time

from editor import WORDS, story, typed  # sets the paths and the platform up
from PySide6.QtWidgets import QApplication

from desk import text
from desk.domain import Comment, Passage
from desk.ui.comments.anchors import Anchors
from desk.ui.comments.marks import Margin, Marks
from desk.ui.editor import BodyEditor
from desk.ui.editor.look import look_of
from desk.ui.sheet import Sheet

COMMENTS = 100


def sheet(doc: text.Doc) -> Sheet:
    made = Sheet(BodyEditor())
    made.body.set_look(look_of(made.body.palette(), made.body.font()))
    made.resize(760, 900)
    made.show()
    made.body.set_doc(doc)
    made.body.complete()
    QApplication.processEvents()
    return made


def remarks(words: str) -> tuple[Comment, ...]:
    chance = random.Random(11)
    made = []
    for number in range(COMMENTS):
        start = chance.randrange(len(words) - 60)
        quote = "these words are gone" if number % 10 == 0 else words[start : start + chance.randint(5, 40)]
        around = {"before": words[max(0, start - 32) : start], "after": words[start + len(quote) :][:32]}
        passage = Passage(quote=quote, at=start, **around)
        said = " ".join(chance.choices(WORDS, k=12))
        made.append(
            Comment(
                id=str(number), passage=passage, words=said, author="Ann", created=dt.datetime.now(dt.UTC)
            )
        )
    return tuple(made)


def taken(act: object, *arguments: object) -> float:
    start = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    app = QApplication.instance() or QApplication([])
    for words in (1_000, 10_000, 50_000):
        doc = text.read(story(words))
        plain, said = sheet(doc), sheet(doc)
        body = said.body
        anchors = Anchors(body)
        marks = Marks(body, anchors), Margin(body, anchors, said.page)
        comments = remarks("\n".join(block.plain for block in doc.blocks))
        found = taken(anchors.keep, comments)
        for mark in marks:
            mark.mark(comments, "1")
        QApplication.processEvents()
        fields = {"plain": plain.body, "said": body}
        worst = typed(fields, {"plain": plain, "said": said})
        paused, saved = taken(anchors._settle), taken(anchors.placed, comments)
        print(
            f"{words:>6} words: p95 without {worst['plain']:.2f} ms, with {worst['said']:.2f} ms, "
            f"ratio {worst['said'] / worst['plain']:.2f} (limit 1.25); "
            f"found {found:.1f}, pause {paused:.1f}, save {saved:.1f} ms (limit 16)"
        )
        plain.close()
        said.close()
    app.quit()


if __name__ == "__main__":
    main()
