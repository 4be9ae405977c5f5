"""What can be done to the words of the body, as data for menu, toolbar and palette."""

from functools import partial

from desk.ui.commands import Command
from desk.ui.editor import BodyEditor

STYLES = {0: "Body text", 2: "Heading", 3: "Subheading", 4: "Small heading"}
"""The heading levels a body has, 0 for none."""

MORE = ("strike", "sub", "sup", "code", "clear", "case")
"""The marks that the toolbar keeps behind its `Aa` button."""


def text_commands(body: BodyEditor) -> list[Command]:
    """Return what only the rich text can do."""
    return [*_marks(body), *_blocks(body)]


def _marks(body: BodyEditor) -> list[Command]:
    return [
        Command("bold", "Bold", body.toggle_bold, "Ctrl+B", "text-bolder", checkable=True),
        Command("italic", "Italic", body.toggle_italic, "Ctrl+I", "text-italic", checkable=True),
        Command(
            "strike", "Strike out", body.toggle_strike, "Alt+Shift+5", "text-strikethrough", checkable=True
        ),
        Command("sub", "Subscript", body.toggle_sub, "Ctrl+Shift+B", checkable=True),
        Command("sup", "Superscript", body.toggle_sup, "Ctrl+.", checkable=True),
        Command("code", "Code", body.toggle_code, "Ctrl+E", "code-simple", checkable=True),
        Command("clear", "Clear bold, italic and the like", body.clear_marks, "Ctrl+Space", "eraser"),
    ]


def _blocks(body: BodyEditor) -> list[Command]:
    return [
        Command("quote", "Quote", body.toggle_quote, "Ctrl+Shift+Q", "quotes", checkable=True),
        Command("pull", "Pull quote", body.toggle_pull, "Ctrl+Alt+Q", "chat-centered-text", checkable=True),
        Command("attribution", "Attribution of the quote", body.attribute_quote, "Ctrl+Alt+A"),
        Command(
            "bullets",
            "Bullet list",
            partial(body.toggle_list, False),
            "Ctrl+Shift+8",
            "list-bullets",
            checkable=True,
        ),
        Command(
            "numbers",
            "Numbered list",
            partial(body.toggle_list, True),
            "Ctrl+Shift+7",
            "list-numbers",
            checkable=True,
        ),
        Command("deeper", "Move list item in", body.indent, "Ctrl+]"),
        Command("outer", "Move list item out", body.outdent, "Ctrl+["),
        Command("ltr", "Left to right", partial(body.turn, "ltr"), "Ctrl+Shift+L", "arrow-line-right"),
        Command("rtl", "Right to left", partial(body.turn, "rtl"), "Ctrl+Shift+R", "arrow-line-left"),
        Command("as-story", "Direction as the story", partial(body.turn, "")),
        Command("paste-markdown", "Paste as Markdown", body.paste_markdown),
        Command("divider", "Divider", body.insert_divider, "Ctrl+Shift+-", "minus"),
        *(
            Command(f"style-{level}", name, partial(body.set_heading, level), f"Ctrl+Alt+{level}")
            for level, name in STYLES.items()
        ),
    ]
