"""How many stories a query finds of each kind."""

from dataclasses import dataclass, field

from desk.domain.status import Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stories a query finds of each status, section, author and language, and since some days.

    Each is counted without the query's own filter of that kind, so that it says what another choice would
    find. Statuses and days (`today`, `yesterday`, `week`, `month`) are all there, of the others those that
    some story has.
    """

    statuses: dict[Status, int] = field(default_factory=dict[Status, int])
    sections: dict[str, int] = field(default_factory=dict[str, int])
    authors: dict[str, int] = field(default_factory=dict[str, int])
    languages: dict[str, int] = field(default_factory=dict[str, int])
    since: dict[str, int] = field(default_factory=dict[str, int])
