"""What the newsroom talks about, as frozen dataclasses. Imports nothing of ours."""

from desk.domain.change import Change, Clash, Done, Who
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
from desk.domain.ids import new_id
from desk.domain.library import PhotoIds, PhotoQuery, PhotoRow, PhotoSort
from desk.domain.listing import Counts, Sort, StoryPage, StoryQuery, StoryRow
from desk.domain.photo import ENDINGS, PICTURES, Clearance, Crop, Photo
from desk.domain.publication import Limits, PhotoTemplate, Publication, Section, Unfree
from desk.domain.rights import Right, first_use, right
from desk.domain.search import Completion, Context, Likeness, SavedSearch
from desk.domain.slug import free_slug, is_slug, slugify
from desk.domain.source_type import SOURCE_TYPES
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
    "ENDINGS",
    "LISTS",
    "PICTURES",
    "SOURCE_TYPES",
    "BadEncoding",
    "BadInput",
    "Byline",
    "Cancelled",
    "Change",
    "Clash",
    "Clearance",
    "Comment",
    "Completion",
    "Conflict",
    "Context",
    "Correction",
    "Counts",
    "Crop",
    "CuratedList",
    "Dateline",
    "DeskError",
    "Done",
    "Likeness",
    "Limits",
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
    "Placement",
    "Publication",
    "Revision",
    "Right",
    "Role",
    "SavedSearch",
    "Section",
    "Slot",
    "SlugClash",
    "Sort",
    "Source",
    "Status",
    "Story",
    "StoryPage",
    "StoryQuery",
    "StoryRow",
    "Unfree",
    "Unwritable",
    "Who",
    "first_use",
    "free_slug",
    "is_slug",
    "merge_comments",
    "new_id",
    "related_slug",
    "right",
    "slugify",
    "storable",
]
