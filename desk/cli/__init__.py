"""The same operations from a terminal: `terminal` runs a command, a file for each noun has its commands.

Importing this loads nothing else, since every start of the window asks it for the commands' names.
"""

COMMANDS = {
    "new": ("desk",),
    "sample": ("desk",),
    "import": ("stories",),
    "list": ("stories",),
    "search": ("search",),
    "similar": ("search",),
    "saved": ("search",),
    "show": ("stories",),
    "status": ("stories",),
    "section": ("stories",),
    "tag": ("stories",),
    "empty-withdrawn": ("stories",),
    "story": (
        "history",
        "handing",
    ),
    "check": ("check",),
    "style": ("style",),
    "photo": (
        "photo",
        "intake",
    ),
    "curate": ("curate",),
    "front": ("front",),
    "popular": ("popular",),
    "relate": ("curate",),
    "related": ("curate",),
    "preview": ("preview",),
    "export": ("site",),
    "publish": ("publish",),
    "target": ("publish",),
    "prune": ("history",),
    "verify": ("desk",),
    "backup": ("desk",),
    "restore": ("desk",),
}
"""The first words that name a command, in the order that help lists them, and the files that have those."""
