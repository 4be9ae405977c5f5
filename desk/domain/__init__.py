"""What the newsroom talks about, as frozen dataclasses. Imports nothing of ours."""

from desk.domain.change import Change, Done, Who
from desk.domain.comment import Comment, Passage, merge_comments
from desk.domain.curation import LISTS, CuratedList, Slot, related_slug
from desk.domain.errors import (
    BadEncoding,
    BadInput,
    Cancelled,
    Conflict,
    DeskError,
    NewerDesk,
    NotADesk,
    NotFound,
    SlugClash,
    Unwritable,
)
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
from desk.domain.front_changes import Clash, FrontChange, Move, compare, merge_fronts
from desk.domain.ids import new_id
from desk.domain.library import PhotoIds, PhotoQuery, PhotoRow, PhotoSort
from desk.domain.listing import Counts, Sort, StoryPage, StoryQuery, StoryRow
from desk.domain.photo import Clearance, Crop, Photo
from desk.domain.publication import PhotoTemplate, Publication, Section, Unfree
from desk.domain.resolving import Candidate, Place, Shown, Stock, resolve
from desk.domain.rights import Right, first_use, right
from desk.domain.search import Completion, Context, Likeness, SavedSearch
from desk.domain.slug import free_slug, is_slug, slugify
from desk.domain.source_type import SOURCE_TYPES
from desk.domain.steps import Steps, steps
from desk.domain.storable import storable
from desk.domain.story import (
    Byline,
    Correction,
    Dateline,
    Placement,
    Revision,
    Role,
    Source,
    Status,
    Story,
)

__all__ = [
    "FRONT",
    "LISTS",
    "SIDEBAR",
    "SOURCE_TYPES",
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
    "Done",
    "Fill",
    "Front",
    "FrontChange",
    "Layout",
    "Likeness",
    "Move",
    "NewerDesk",
    "NotADesk",
    "NotFound",
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
    "Revision",
    "Right",
    "Role",
    "SavedSearch",
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
    "Story",
    "StoryPage",
    "StoryQuery",
    "StoryRow",
    "Unfree",
    "Unwritable",
    "Version",
    "Who",
    "compare",
    "first_use",
    "free_slug",
    "is_slug",
    "merge_comments",
    "merge_fronts",
    "new_id",
    "related_slug",
    "resolve",
    "right",
    "slugify",
    "starting_fronts",
    "steps",
    "storable",
]
