"""What the newsroom talks about, as frozen dataclasses. Imports nothing of ours."""

from typing import TYPE_CHECKING

from desk.domain.errors import (
    BadEncoding,
    BadInput,
    Cancelled,
    Conflict,
    DeskError,
    HostUnknown,
    NewerDesk,
    NotADesk,
    NotFound,
    Overtaken,
    SecretNeeded,
    SlugClash,
    Stopped,
    Unreachable,
    Unwritable,
    name_too_long,
)
from desk.domain.listing import LISTS, Addressed, Masthead, Sort, StoryPage, StoryQuery, StoryRow
from desk.domain.status import Status
from desk.later import later

if TYPE_CHECKING:
    from desk.domain.change import Change, Clash, Done, Who
    from desk.domain.checking import (
        Dismissal,
        Finding,
        KeptQuote,
        Level,
        Override,
        Scope,
        Term,
        merge_said,
    )
    from desk.domain.comment import Comment, Passage, merge_comments
    from desk.domain.counts import Counts
    from desk.domain.curation import CuratedList, Slot, related_slug
    from desk.domain.figures import Figure, Intake, Reading, ranking
    from desk.domain.front import (
        FRONT,
        SIDEBAR,
        Container,
        Fill,
        Front,
        Layout,
        Pick,
        Standing,
        State,
        Version,
        starting_fronts,
    )
    from desk.domain.front_changes import FrontChange, FrontClash, Move, compare, merge_fronts
    from desk.domain.ids import new_id
    from desk.domain.library import PhotoIds, PhotoQuery, PhotoRow, PhotoSort
    from desk.domain.own_site import OwnSite
    from desk.domain.photo import ENDINGS, PICTURES, Clearance, Crop, Photo
    from desk.domain.publication import Limits, PhotoTemplate, Publication, Section, Unfree
    from desk.domain.resolving import Candidate, Place, Shown, Stock, resolve
    from desk.domain.rights import Right, first_use, right
    from desk.domain.search import Completion, Context, Likeness, SavedSearch
    from desk.domain.slug import free_slug, is_slug, slugify
    from desk.domain.source_type import SOURCE_TYPES
    from desk.domain.stepping import Steps, steps
    from desk.domain.storable import storable
    from desk.domain.story import (
        Byline,
        Correction,
        Dateline,
        Placement,
        Revision,
        Role,
        Source,
        Story,
        StoryKind,
    )
    from desk.domain.story_merge import merge_stories
    from desk.domain.target import Target, TargetKind
    from desk.domain.typed import Typed

__all__ = [
    "ENDINGS",
    "FRONT",
    "LISTS",
    "PICTURES",
    "SIDEBAR",
    "SOURCE_TYPES",
    "Addressed",
    "BadEncoding",
    "BadInput",
    "Byline",
    "Cancelled",
    "Candidate",
    "Change",
    "Clash",
    "Clearance",
    "Comment",
    "Completion",
    "Conflict",
    "Container",
    "Context",
    "Correction",
    "Counts",
    "Crop",
    "CuratedList",
    "Dateline",
    "DeskError",
    "Dismissal",
    "Done",
    "Figure",
    "Fill",
    "Finding",
    "Front",
    "FrontChange",
    "FrontClash",
    "HostUnknown",
    "Intake",
    "KeptQuote",
    "Layout",
    "Level",
    "Likeness",
    "Limits",
    "Masthead",
    "Move",
    "NewerDesk",
    "NotADesk",
    "NotFound",
    "Override",
    "Overtaken",
    "OwnSite",
    "Passage",
    "Photo",
    "PhotoIds",
    "PhotoQuery",
    "PhotoRow",
    "PhotoSort",
    "PhotoTemplate",
    "Pick",
    "Place",
    "Placement",
    "Publication",
    "Reading",
    "Revision",
    "Right",
    "Role",
    "SavedSearch",
    "Scope",
    "SecretNeeded",
    "Section",
    "Shown",
    "Slot",
    "SlugClash",
    "Sort",
    "Source",
    "Standing",
    "State",
    "Status",
    "Steps",
    "Stock",
    "Stopped",
    "Story",
    "StoryKind",
    "StoryPage",
    "StoryQuery",
    "StoryRow",
    "Target",
    "TargetKind",
    "Term",
    "Typed",
    "Unfree",
    "Unreachable",
    "Unwritable",
    "Version",
    "Who",
    "compare",
    "first_use",
    "free_slug",
    "is_slug",
    "merge_comments",
    "merge_fronts",
    "merge_said",
    "merge_stories",
    "name_too_long",
    "new_id",
    "ranking",
    "related_slug",
    "resolve",
    "right",
    "slugify",
    "starting_fronts",
    "steps",
    "storable",
]

__getattr__ = later(
    __name__,
    {
        "change": ("Change", "Clash", "Done", "Who"),
        "counts": ("Counts",),
        "curation": ("CuratedList", "Slot", "related_slug"),
        "figures": ("Figure", "Intake", "Reading", "ranking"),
        "front": (
            "FRONT",
            "SIDEBAR",
            "Container",
            "Fill",
            "Front",
            "Layout",
            "Pick",
            "Standing",
            "State",
            "Version",
            "starting_fronts",
        ),
        "front_changes": ("FrontChange", "FrontClash", "Move", "compare", "merge_fronts"),
        "resolving": ("Candidate", "Place", "Shown", "Stock", "resolve"),
        "own_site": ("OwnSite",),
        "publication": ("Limits", "PhotoTemplate", "Publication", "Section", "Unfree"),
        "slug": ("free_slug", "is_slug", "slugify"),
        "stepping": ("Steps", "steps"),
        "storable": ("storable",),
        "checking": (
            *("Dismissal", "Finding", "KeptQuote", "Level", "Override", "Scope", "Term"),
            "merge_said",
        ),
        "comment": ("Comment", "Passage", "merge_comments"),
        "ids": ("new_id",),
        "library": ("PhotoIds", "PhotoQuery", "PhotoRow", "PhotoSort"),
        "photo": ("ENDINGS", "PICTURES", "Clearance", "Crop", "Photo"),
        "rights": ("Right", "first_use", "right"),
        "search": ("Completion", "Context", "Likeness", "SavedSearch"),
        "source_type": ("SOURCE_TYPES",),
        "story_merge": ("merge_stories",),
        "target": ("Target", "TargetKind"),
        "typed": ("Typed",),
        "story": (
            *("Byline", "Correction", "Dateline", "Placement", "Revision", "Role", "Source", "Story"),
            "StoryKind",
        ),
    },
)
