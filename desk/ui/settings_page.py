"""Settings as a page: the publication, the person, the look. Everything is kept as it is typed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import BadInput, DeskError, Publication, Section, Typed, slugify
from desk.domain.language import NAMES
from desk.ui import about
from desk.ui.checks.levels import Levels
from desk.ui.fields import GrowingText, choice_field, framed, level, number_field, say_wrong
from desk.ui.ground import Ground
from desk.ui.pause import Pause
from desk.ui.photos.rules import ListEditor, PhotoRules
from desk.ui.session import Session
from desk.ui.targets import Targets
from desk.ui.theme import Look, current

_MILLION = 1_000_000
_AROUND = 24  # pixels that are seen below what is brought into sight
_CHECKS = {
    "feed_whole": ("Feeds", "Carry whole stories, not their standfirsts alone"),
    "story_files": ("Story addresses", "A file for each story: news/ferry.html; else a folder: news/ferry/"),
    "search": ("Search page", "Readers can look for words, on a page with a script of its own"),
    "photo_place": ("Photos on pages", "Pictures on pages say inside where they were taken"),
    "photo_avif": ("", "As AVIF too: smaller files for most readers, a slower export"),
}
"""Yes or no of the publication: the row's name and the words beside the box."""

_TAKEN = {
    "pixels": ("Photos taken in", 1000, "million pixels", _MILLION),
    "size": ("Size of photo files", 2000, "MB", _MILLION),
    "frames": ("Frames of animations", 100_000, "frames", 1),
}
"""Limits of photos: what each is called, the most, in what it is counted, and how much that is."""

_LOOKS = {"system": "As the system", "light": "Light", "dark": "Dark"}


class SettingsPage(QScrollArea):
    """The workspace at the foot of the rail."""

    failed = Signal(object)
    person_named = Signal(str)
    publication_changed = Signal(object)
    touched = Signal()
    """Something was typed, or kept."""

    def __init__(self, session: Session, look: Look, publication: Publication) -> None:
        super().__init__(widgetResizable=True, objectName="sheet")
        self._session = session
        self._look = look
        self._publication = publication
        self._pause = Pause(self, 700, self.flush)
        page = Ground("paper", objectName="sheet-view")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(40, 32, 40, 40)
        rows.setSpacing(12)
        forms = self._publication_form(), self._photo_form(), self._style_form(), self._person_form()
        level(*forms)
        words, photos, style, person = forms
        rows.addWidget(self._title("Publication"))
        rows.addLayout(words)
        rows.addSpacing(20)
        rows.addWidget(self._title("Photos"))
        rows.addLayout(photos)
        rows.addSpacing(20)
        rows.addWidget(self._title("Checks"))
        self.levels = Levels(session, publication)
        self.levels.kept.connect(self._kept_elsewhere)
        self.levels.failed.connect(self.failed)
        rows.addWidget(self._narrow(self.levels))
        rows.addLayout(style)
        rows.addSpacing(20)
        rows.addWidget(self._title("Publishing"))
        self.targets = Targets(session, publication)
        self.targets.kept.connect(self._kept_elsewhere)
        self.targets.failed.connect(self.failed)
        rows.addWidget(self.targets)
        rows.addSpacing(20)
        rows.addWidget(self._title("You and this device"))
        rows.addLayout(person)
        rows.addStretch(1)
        self.setWidget(page)
        self._words = self._worded()
        self._clean = self._said()
        """What stood in each field of words when it was last kept, by its name."""
        self._begun = False
        """Something may be typed that is not kept."""

    def _worded(self) -> dict[str, QLineEdit | GrowingText | ListEditor]:
        """Return the fields that take words, and hear of what is typed there."""
        fields: dict[str, QLineEdit | GrowingText | ListEditor] = {}
        for line in (self.title, self.base_url, self.timezone, self.sections):
            line.textEdited.connect(self._begin)
            fields[line.accessibleName()] = line
        for number in (*self.limits.values(), *self.taken.values()):
            number.lineEdit().textEdited.connect(self._begin)
            fields[number.accessibleName()] = number.lineEdit()
        for text in (self.footer, self.words):
            text.edited.connect(self._begin)
            fields[text.accessibleName()] = text
        for listed in (*self.photos.lists.values(), self.house_style):
            listed.edited.connect(self._begin)
            fields[listed.name] = listed
        return fields

    def _begin(self, *_: object) -> None:
        self._begun = True
        self.touched.emit()

    def _said(self) -> dict[str, str]:
        return {
            name: field.text() if isinstance(field, QLineEdit) else field.words()
            for name, field in self._words.items()
        }

    def typed(self) -> Typed | None:
        """Return what stands in the fields and is not kept."""
        if not self._begun:
            return None  # asked again and again while somebody writes a story
        fields = tuple(
            (name, said) for name, said in self._said().items() if said.strip() != self._clean[name].strip()
        )
        self._begun = bool(fields)
        return Typed("settings", "the settings", fields) if fields else None

    def _settle(self, said: dict[str, str]) -> None:
        """Take what stood in the fields for kept, but for what makes no setting."""
        for name, field in self._words.items():
            marked = field.table if isinstance(field, ListEditor) else field
            if not marked.property("wrong"):
                self._clean[name] = said[name]
        self.touched.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field that has the keyboard in sight, where a notice takes its room."""
        super().resizeEvent(event)
        field = self.focusWidget()
        if field is not None and field.hasFocus():
            end = field.mapTo(self.viewport(), field.rect().bottomLeft()).y()
            if self.height() <= end < event.oldSize().height():
                self.ensureWidgetVisible(field, 0, _AROUND)

    def show_targets(self) -> None:
        """Bring the targets of publishing into sight."""
        self.targets.add.setFocus()
        self.widget().layout().activate()  # a page that was never seen has no places yet
        self.ensureWidgetVisible(self.targets.add, 0, _AROUND)

    def put(self, typed: Typed) -> None:
        """Write words that were left into the fields, and keep those that can be."""
        for name, said in typed.fields:
            field = self._words.get(name)
            if isinstance(field, QLineEdit):
                field.setText(said)
            elif field is not None:
                field.set_words(said)
        self._begin()
        self.flush()

    def _title(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setFont(current().serif(22, bold=True))
        return label

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        return form

    def _publication_form(self) -> QFormLayout:
        form, publication = self._form(), self._publication
        self.title = QLineEdit(publication.title)
        self.base_url = QLineEdit(publication.base_url, placeholderText="https://news.example")
        self.timezone = QLineEdit(publication.timezone, placeholderText="Europe/Paris")
        self.choices = {
            "language": self._choice("Language", NAMES, publication.language),
            "theme": self._choice("Site theme", ops.exporting.themes(), publication.theme),
        }
        self.sections = QLineEdit(", ".join(section.name for section in publication.sections))
        self.sections.setAccessibleName("Sections, in order")
        self.limits = {
            "headline_limit": self._limit("Headline length", publication.headline_limit),
            "standfirst_limit": self._limit("Standfirst length", publication.standfirst_limit),
        }
        self.taken: dict[str, QSpinBox] = {}
        self.footer = GrowingText("Footer", "At the foot of every page", lines=True)
        self.footer.set_words(publication.footer)
        self.words = GrowingText(
            "Newsroom’s words", "Names and words that are right here, one a line", lines=True
        )
        self.words.smart = False
        self.words.set_words("\n".join(publication.words))
        for name, field in (("Title", self.title), ("Base URL", self.base_url), ("Time zone", self.timezone)):
            field.setAccessibleName(name)
            field.textEdited.connect(self._pause.soon)
            form.addRow(name, self._narrow(field))
        self.sections.textEdited.connect(self._pause.soon)
        self.footer.edited.connect(self._pause.soon)
        self.words.edited.connect(self._pause.soon)
        for choice in self.choices.values():
            choice.activated.connect(self._pause.soon)
            form.addRow(choice.accessibleName(), self._narrow(choice))
        form.addRow("Sections, in order", self._narrow(self.sections))
        for field in self.limits.values():
            form.addRow(field.accessibleName(), self._narrow(field))
        for name, (label, most, unit, each) in _TAKEN.items():
            field = number_field(label, minimum=1, maximum=most, suffix=f" {unit} at most")
            field.setValue(getattr(publication.photo_limits, name) // each)
            field.valueChanged.connect(self._pause.soon)
            form.addRow(label, self._narrow(field))
            self.taken[name] = field
        self.checks = {name: self._check(name) for name in _CHECKS}
        for name, (label, _) in _CHECKS.items():
            form.addRow(label, self._narrow(self.checks[name]))
        form.addRow("Footer", self._narrow(framed(self.footer)))
        form.addRow("Newsroom’s words", self._narrow(framed(self.words)))
        return form

    def _choice(self, name: str, choices: Mapping[str, str], now: str) -> QComboBox:
        """Return a field for one of some choices, a value and its words each."""
        field = choice_field(name)
        for value, words in choices.items():
            field.addItem(words, value)
        _choose(field, now)
        return field

    def _check(self, name: str) -> QCheckBox:
        box = QCheckBox(_CHECKS[name][1])
        box.setChecked(getattr(self._publication, name))
        box.toggled.connect(self._pause.soon)
        return box

    def _photo_form(self) -> QFormLayout:
        form = self._form()
        self.photos = PhotoRules(self._publication, self)
        self.photos.edited.connect(self._pause.soon)
        self.photos.failed.connect(self.failed)
        self.photos.add_to(form)
        return form

    def _style_form(self) -> QFormLayout:
        """Build the list of what the newsroom writes otherwise."""
        house = ops.house_style
        self.house_style = ListEditor("House style", house.COLUMNS, house.as_terms, house.as_rows)
        self.house_style.show_value(self._publication.terms)
        self.house_style.edited.connect(self._pause.soon)
        self.house_style.failed.connect(self.failed)
        self.house_style.setMaximumWidth(current().px(720))
        form = self._form()
        form.addRow("House style", self.house_style)
        return form

    def _limit(self, name: str, most: int) -> QSpinBox:
        field = number_field(name, maximum=1000, singleStep=10, suffix=" characters at most")
        field.setSpecialValueText("No limit")
        field.setValue(most)
        field.valueChanged.connect(self._pause.soon)
        return field

    def _narrow(self, field: QWidget) -> QWidget:
        field.setMaximumWidth(current().px(520))
        return field

    def _person_form(self) -> QFormLayout:
        form = self._form()
        self.person = QLineEdit(self._session.desk.who.author, accessibleName="Your name")
        self.person.editingFinished.connect(self._named)
        self.look = self._choice("Appearance", _LOOKS, self._look.choice)
        self.look.activated.connect(self._look_chosen)
        form.addRow("Your name", self._narrow(self.person))
        form.addRow("Appearance", self._narrow(self.look))
        version = QPushButton("Version and licences")
        version.setProperty("kind", "link")
        version.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        version.clicked.connect(lambda: about.show(self.window()))
        form.addRow("About Desk", version)
        return form

    def _named(self) -> None:
        if self.person.text().strip():
            self.person_named.emit(self.person.text().strip())

    def _look_chosen(self) -> None:
        choice = str(self.look.currentData())
        self._session.settings.set(look=choice)
        self._look.choose(choice)

    def _wanted(self) -> Publication:
        """Return the publication as the fields now say it; a renamed section keeps its address."""
        old = self._publication.sections
        names = list(dict.fromkeys(name.strip() for name in self.sections.text().split(",") if name.strip()))
        known = {section.name: section for section in old}
        same_number = len(names) == len(old)
        sections = tuple(
            known.get(name)
            or (
                replace(old[n], name=name)
                if same_number and old[n].name not in names
                else Section(slugify(name), name)
            )
            for n, name in enumerate(names)
        )
        return replace(
            self._publication,
            title=self.title.text().strip(),
            base_url=self.base_url.text().strip(),
            timezone=self.timezone.text().strip(),
            sections=sections,
            footer=self.footer.words(),
            words=ops.spelling.listed(self.words.words()),
            **{name: str(choice.currentData()) for name, choice in self.choices.items()},
            **{name: box.isChecked() for name, box in self.checks.items()},
            photo_limits=replace(
                self._publication.photo_limits,
                **{name: field.value() * _TAKEN[name][-1] for name, field in self.taken.items()},
            ),
            **{name: field.value() for name, field in self.limits.items()},
            **self.photos.wanted(self._publication),
            terms=self.house_style.value(self._publication.terms),
        )

    def flush(self) -> None:
        """Keep what stands in the fields, where it can be."""
        self._pause.stop()
        wanted = self._wanted()
        said = self._said()
        if wanted == self._publication:
            self._settle(said)
            return
        for field, check in ((self.base_url, "base_url"), (self.timezone, "timezone"), (self.title, "title")):
            try:
                ops.desk.check(replace(self._publication, **{check: getattr(wanted, check)}))
                say_wrong(field, "")
            except BadInput as error:
                say_wrong(field, str(error))
                return
        if wanted != self._publication:
            desk = self._session.desk
            self._session.do(
                partial(ops.desk.save_publication, desk, wanted),
                partial(self._kept, wanted, said),
                self._refused,
            )

    def take(self, publication: Publication) -> None:
        """Go on from what was kept of the publication, here or elsewhere; what is being typed stays."""
        before, shown, typed = self._publication, self._wanted(), self.typed()
        self._publication = publication
        for field, name in ((self.title, "title"), (self.base_url, "base_url"), (self.timezone, "timezone")):
            if getattr(shown, name) == getattr(before, name) != getattr(publication, name):
                field.setText(getattr(publication, name))
        if shown.sections == before.sections != publication.sections:
            self.sections.setText(", ".join(section.name for section in publication.sections))
        for name, choice in self.choices.items():
            if getattr(shown, name) == getattr(before, name) != getattr(publication, name):
                _choose(choice, getattr(publication, name))
        for name, limit in self.limits.items():
            if getattr(shown, name) == getattr(before, name) != getattr(publication, name):
                limit.setValue(getattr(publication, name))
        for name, box in self.checks.items():
            if getattr(shown, name) == getattr(before, name) != getattr(publication, name):
                box.setChecked(getattr(publication, name))
        for name, field in self.taken.items():
            now = getattr(publication.photo_limits, name)
            if getattr(shown.photo_limits, name) == getattr(before.photo_limits, name) != now:
                field.setValue(now // _TAKEN[name][-1])
        if shown.footer == before.footer != publication.footer:
            self.footer.set_words(publication.footer)
        self.photos.take(before, publication)
        self.targets.take(publication)
        self.levels.take(publication)
        if before.terms != publication.terms and self.house_style.value(None) != publication.terms:
            self.house_style.show_value(publication.terms)
        if publication.words != before.words and not self.words.hasFocus():
            self.words.set_words("\n".join(publication.words))
        named = {name for name, _ in typed.fields} if typed else set[str]()
        self._clean |= {name: said for name, said in self._said().items() if name not in named}

    def _kept(self, sent: Publication, said: dict[str, str], saved: Publication) -> None:
        self._settle(said)
        self._publication = sent  # what the fields held; from there to what was kept, with others' changes
        self.take(saved)
        self.publication_changed.emit(saved)

    def _kept_elsewhere(self, saved: Publication) -> None:
        self.take(saved)
        self.publication_changed.emit(saved)

    def _refused(self, error: DeskError) -> None:
        self.failed.emit(error)


def _choose(field: QComboBox, value: str) -> None:
    """Show a value, also one that was not offered."""
    if field.findData(value) < 0:
        field.addItem(value, value)
    field.setCurrentIndex(field.findData(value))
