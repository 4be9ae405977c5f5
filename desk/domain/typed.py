"""What was typed in a form, or for a story on its way, and not kept yet."""

from dataclasses import dataclass
from datetime import datetime

from desk.domain.curation import Slot
from desk.domain.front import Container


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a form that differ from what is kept, or those for a story that had not come.

    Attributes:
        id: names the form; fit for a file's name.
        name: what people call what it is about.
        fields: each field's name and what stands in it, as it was typed.
        where: the slug of the list or container that holds `slot`, or of the front of `container`.
        draft: whether `slot` stands in the draft of a front.
        slot: the place as the words make it, as far as they can be understood; `slot_was` as it was.
        container: the container as the fields make it; `container_was` as it was, None for a new one.
        story: the id of the story that `fields` were typed for, named as on the sheet: `body` holds words and
            `markdown` source; empty for a form.
    """

    id: str
    name: str
    fields: tuple[tuple[str, str], ...]
    where: str = ""
    draft: bool = False
    slot: Slot | None = None
    slot_was: Slot | None = None
    container: Container | None = None
    container_was: Container | None = None
    story: str = ""
    updated: datetime | None = None
    revision: str = ""

    @property
    def not_taken(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that `slot` does not carry, for their words name no time."""
        if self.slot is None or self.slot_was is None:
            return ()
        times = {
            "From": (self.slot.starts, self.slot_was.starts),
            "Until": (self.slot.ends, self.slot_was.ends),
        }
        return tuple(
            (name, words)
            for name, words in self.fields
            if words.strip() and name in times and times[name][0] == times[name][1]
        )
