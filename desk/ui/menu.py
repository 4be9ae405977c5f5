"""The window's commands, as data."""

from functools import partial

from desk.domain import Status
from desk.ui import about, crashes, library
from desk.ui.commands import Command
from desk.ui.stories.bar import EXPORTS
from desk.ui.window import Window

_VERBS = {
    Status.DRAFT: "Back to draft",
    Status.REVIEW: "Send to review",
    Status.READY: "Mark as ready",
    Status.PUBLISHED: "Publish",
    Status.WITHDRAWN: "Withdraw",
}


def commands(window: Window) -> list[Command]:
    """Return everything that can be done in a window."""
    return [
        *_stories(window),
        *window.focus.outside(window.list_tools.commands()),
        *window.focus.outside([*_zones(window), *_around(window)]),
        *window.focus.outside(library.commands(lambda: window.library, partial(window.go, "photos"))),
        *_finding(window),
        *_history(window),
        *_desk(window),
        *window.writing.commands(),
        *window.cards.commands(),
        *window.focus.outside(window.commenting.commands()),
        *window.focus.commands(),
        *_checks(window),
        Command("mistake", "Next spelling mistake", window.mistakes.next, "F7"),
        Command("spelling", "Mark spelling mistakes", window.spelling.switch, checkable=True),
    ]


def _stories(window: Window) -> list[Command]:
    return [
        Command("new", "New story", window.deeds.new, "Ctrl+N", "plus"),
        Command("save", "Save now", window.open_story.flush, "Ctrl+S"),
        Command("import", "Import texts…", window.deeds.import_files, "Ctrl+O", "download-simple"),
        Command("duplicate", "Duplicate story", window.deeds.duplicate_open, "Ctrl+Shift+D", "copy"),
        Command("preview", "Preview in the browser", window.deeds.preview, "Ctrl+P", "eye"),
        Command(
            "preview-both",
            "Preview on phone and desktop side by side",
            partial(window.deeds.preview, both=True),
            "Ctrl+Alt+V",
            "device-mobile",
        ),
        Command("preview-front", "Preview the draft front page in the browser", window.preview.front),
        Command("copy-html", "Copy story as HTML", window.deeds.copy_html, "Ctrl+Alt+H", "code"),
        Command("copy-plain", "Copy story as plain text", window.deeds.copy_plain),
        *(
            Command(
                f"story-{kind}",
                f"Export story: {said}…",
                partial(window.deeds.write, kind),
            )
            for kind, said in EXPORTS.items()
        ),
        Command("export", "Export site…", window.deeds.export, "Ctrl+Shift+X", "export"),
        Command("export-to", "Export site to another folder…", partial(window.deeds.export, choose=True)),
        Command(
            "publish",
            "Publish site…",
            partial(window.deeds.stored, window.publishing.publish),
            "Ctrl+Alt+X",
            "upload-simple",
        ),
        Command("export-back", "Go back to the export before", window.exports.go_back),
        Command("next", "Next story", partial(window.stories.step, 1), "Alt+PgDown"),
        Command("previous", "Previous story", partial(window.stories.step, -1), "Alt+PgUp"),
        *(
            Command(f"status-{status.value}", verb, partial(window.deeds.set_open_status, status))
            for status, verb in _VERBS.items()
        ),
    ]


def _zones(window: Window) -> list[Command]:
    return [
        Command("find", "Search stories or run a command", window.ways.search, "Ctrl+K", "magnifying-glass"),
        Command("filter", "Filter the story list", window.ways.filter, "Ctrl+Shift+F", "funnel-simple"),
        Command("zone", "Go to the next zone", window.ways.next_zone, "F6"),
        Command("zone-back", "Go to the zone before", partial(window.ways.next_zone, -1), "Shift+F6"),
        Command("inspector", "Show or hide the inspector", window.toggle_inspector, "F8", "square-half"),
        Command("photo-tab", "Show photos", partial(window.show_tab, 0), "Alt+1", "image"),
        Command("curation-tab", "Show curation", partial(window.show_tab, 1), "Alt+2", "list-numbers"),
        Command("details-tab", "Show details", partial(window.show_tab, 2), "Alt+3", "sliders-horizontal"),
        Command("comments-tab", "Show comments", partial(window.show_tab, 3), "Alt+4", "chats"),
        Command("checks-tab", "Show checks", window.going.show, "Alt+5", "warning"),
        Command("history-tab", "Show history", window.ways.history, "Alt+6", "clock-counter-clockwise"),
        Command("write", "Write", partial(window.go, "write"), "Ctrl+1", "pencil-simple"),
        Command("front", "Front", partial(window.go, "front"), "Ctrl+2", "layout"),
        Command("place", "Place on the front…", window.ways.place, "Ctrl+Alt+P", "layout"),
        Command("make-live", "Make the front live…", window.ways.make_live, "Ctrl+Alt+L"),
        Command("front-undo", "Front: take the last step back", lambda: window.board.undo()),
        Command("front-redo", "Front: do it again", lambda: window.board.redo()),
        Command("phone-view", "Front: phone view", lambda: window.board.head.phone.toggle()),
        Command("container", "Front: add a container…", window.ways.add_container),
        Command("settings", "Settings", partial(window.go, "settings"), "Ctrl+,", "gear-six"),
    ]


def _around(window: Window) -> list[Command]:
    return [
        Command("lead-photo", "Choose the lead photo…", window.ways.choose_lead, "Ctrl+Shift+P", "image"),
        Command("take-back", "Do what the bar offers (Undo)", window.notice.press, "Ctrl+Shift+U"),
        Command("crop", "Crop and straighten the photo", window.ways.crop, "Ctrl+Alt+C", "crop"),
        Command("copy-photo", "Save a copy of the photo with its metadata…", window.photos.save_copy),
        Command("caption", "Write the caption", window.ways.caption, "Ctrl+Shift+C"),
        Command("relate", "Add a related link", window.ways.relate, "Ctrl+L", "link-simple"),
        Command("choice", "Add to Editor’s choice", window.ways.editors_choice, "Ctrl+Shift+E", "star"),
    ]


def _finding(window: Window) -> list[Command]:
    bar = window.find_bar
    return [
        Command("find-text", "Find in this story…", window.ways.find, "Ctrl+F"),
        Command("replace-text", "Replace in this story…", partial(window.ways.find, new=True), "Ctrl+H"),
        Command("find-next", "Find next", bar.next, "F3"),
        Command("find-previous", "Find previous", bar.previous, "Shift+F3"),
        Command("find-everywhere", "Find in all stories…", window.ways.find_everywhere, "Ctrl+Shift+H"),
    ]


def _history(window: Window) -> list[Command]:
    return [
        Command("name-version", "Name this version of the story…", window.ways.name_version, icon="flag"),
        Command("next-change", "Next change between versions", window.ways.next_change, "F9"),
        Command("prune", "Prune history…", window.pruning.ask),
        Command(
            "previous-change", "Previous change between versions", window.ways.previous_change, "Shift+F9"
        ),
    ]


def _checks(window: Window) -> list[Command]:
    return [
        Command("check-next", "Next check", lambda: window.checking.step(1), "Ctrl+F7"),
        Command("check-previous", "Previous check", lambda: window.checking.step(-1), "Ctrl+Shift+F7"),
        Command(
            "check-fix", "Put right what is checked here", lambda: window.checking.fix_here(), "Alt+Return"
        ),
    ]


def _desk(window: Window) -> list[Command]:
    return [
        Command("new-desk", "New empty desk…", window.desks.new),
        Command("open-desk", "Open a desk…", window.desks.open),
        Command("backup", "Back up this desk", window.exports.backup),
        Command("restore", "Restore from a backup…", window.desks.restore),
        Command("empty-withdrawn", "Empty Withdrawn…", window.withdrawing.empty),
        Command("recover", "Recovered words: keep them", window.recovery.adopt),
        Command("recover-both", "Recovered words: keep both versions", window.recovery.apart),
        Command("recover-stored", "Recovered words: keep the stored version", window.recovery.aside),
        Command("clash-mine", "Set by two people: keep yours", window.clashes.keep),
        Command("clash-theirs", "Set by two people: keep theirs", window.clashes.take_theirs),
        Command("clash-both", "Set by two people: keep both", window.clashes.take_both),
        Command("verify", "Verify this desk", window.exports.verify),
        Command("crash", "Show the last crash report", partial(crashes.show_newest, window)),
        Command("light", "Light appearance", partial(window.desks.choose_look, "light"), icon="sun"),
        Command("dark", "Dark appearance", partial(window.desks.choose_look, "dark"), icon="moon"),
        Command("system", "Appearance as the system", partial(window.desks.choose_look, "system")),
        Command("larger", "Larger text", partial(window.desks.zoom, 0.1), "Ctrl+="),
        Command("smaller", "Smaller text", partial(window.desks.zoom, -0.1), "Ctrl+-"),
        Command("actual", "Text at its own size", partial(window.desks.zoom, 0), "Ctrl+0"),
        Command("about", "About Desk", partial(about.show, window)),
        Command("quit", "Quit", window.close, "Ctrl+Q"),
    ]
