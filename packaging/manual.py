"""The manual page and the shells' completion, written from the command line's own help: they stay true."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desk.cli.terminal import parser

WINDOW = (
    ("--as NAME", "who is at the desk"),
    ("--new-window", "open another window on a desk that has one"),
    ("--version", "print the version"),
    ("-h, --help", "print help"),
)

NOTHING = "\\&"  # roff leaves out a tagged paragraph that is empty


@dataclass
class Verb:
    """A command: its words (`photo add`), what help says of it, its arguments."""

    words: str
    help: str
    options: list[argparse.Action] = field(default_factory=list[argparse.Action])
    operands: list[argparse.Action] = field(default_factory=list[argparse.Action])
    inner: list["Verb"] = field(default_factory=list["Verb"])


def verbs() -> list[Verb]:
    """Return every first word of the command line."""
    return list(_verbs(parser(), ""))


def _verbs(top: argparse.ArgumentParser, before: str) -> Iterator[Verb]:
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for word, made in action.choices.items():
                arguments = [one for one in made._actions if not isinstance(one, argparse._SubParsersAction)]
                yield Verb(
                    f"{before}{word}",
                    helps.get(word, ""),
                    [one for one in arguments if one.option_strings and one.dest != "help"],
                    [one for one in arguments if not one.option_strings],
                    list(_verbs(made, f"{before}{word} ")),
                )


def _leaves(found: list[Verb]) -> Iterator[Verb]:
    for verb in found:
        yield from _leaves(verb.inner) if verb.inner else [verb]


# The manual page


def page(version: str, day: datetime) -> str:
    """Return the manual page, in roff."""
    told = "".join(_told(verb) for verb in _leaves(verbs()))
    window = "".join(f".TP\n.B {_roff(words)}\n{_roff(said)}\n" for words, said in WINDOW)
    text = Path(__file__).with_name("linux").joinpath("desk.1.in").read_text(encoding="utf-8")
    values = {"DAY": f"{day:%Y-%m-%d}", "VERSION": version, "WINDOW": window, "COMMANDS": told}
    return re.sub(r"@(\w+)@\n?", lambda match: values[match[1]], text)


def _told(verb: Verb) -> str:
    operands = "".join(f" {_operand(one)}" for one in verb.operands)
    head = f".SS desk {_roff(verb.words)}{_roff(operands)}\n{_roff(verb.help)}\n"
    named = [one for one in verb.operands if one.help]
    rows = [(_operand(one), one.help or "") for one in named]
    rows += [
        (_option(one), one.help or "") for one in verb.options if one.dest not in ("desk", "person", "json")
    ]
    rows = [(words, said % {"default": ""} if "%" in said else said) for words, said in rows]
    return head + "".join(f".TP\n.B {_roff(words)}\n{_roff(said) or NOTHING}\n" for words, said in rows)


def _operand(action: argparse.Action) -> str:
    name = action.metavar or (_choices(action) if action.choices else action.dest.upper())
    said = " ".join(name) if isinstance(name, tuple) else name
    return {"*": f"[{said}...]", "+": f"{said}...", "?": f"[{said}]"}.get(str(action.nargs), said)


def _option(action: argparse.Action) -> str:
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {_operand(action)}"


def _choices(action: argparse.Action) -> str:
    return "|".join(str(one) for one in action.choices or ())


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{text}" if text.startswith(".") else text


# Completion


def bash() -> str:
    """Return the completion for bash."""
    cases: list[str] = []
    for verb in _leaves(verbs()):
        cases.append(f'    "{verb.words}") words="{" ".join(_offers(verb))}" ;;')
    groups = [verb for verb in verbs() if verb.inner]
    cases += [
        f'    "{one.words}") words="{" ".join(inner.words.split()[1] for inner in one.inner)}" ;;'
        for one in groups
    ]
    names = "|".join(one.words for one in groups)
    return f"""# Completion of desk(1) for bash; written from its own help.
_desk() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} path=${{COMP_WORDS[1]}} words=""
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "{_first()}" -- "$current") $(compgen -d -- "$current"))
    return
  fi
  [[ $path =~ ^({names})$ && $COMP_CWORD -gt 2 ]] && path="$path ${{COMP_WORDS[2]}}"
  case $path in
{chr(10).join(cases)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _desk desk
"""


def zsh() -> str:
    """Return the completion for zsh."""

    def listed(found: list[Verb]) -> str:
        return " ".join(_quoted(f"{one.words.split()[-1]}:{one.help}") for one in found)

    def arguments(verb: Verb) -> str:
        options = [
            _quoted(
                f"{name}[{_plain(one.help or '')}]"
                + (f":{one.dest}:{_zsh_values(one)}" if one.nargs != 0 else "")
            )
            for one in verb.options
            for name in one.option_strings
        ]
        return f"    {_quoted(verb.words)}) _arguments {' '.join(options)} '*:argument:_files' ;;"

    groups = "\n".join(
        f"      {one.words}) local -a inner=({listed(one.inner)}); _describe command inner; return ;;"
        for one in verbs()
        if one.inner
    )
    names = "|".join(one.words for one in verbs() if one.inner)
    return f"""#compdef desk
# Completion of desk(1) for zsh; written from its own help.
_desk() {{
  local -a commands=({listed(verbs())})
  local path_=$words[2]
  if (( CURRENT == 2 )); then
    _describe command commands
    _files -/
    return
  fi
  if (( CURRENT == 3 )); then
    case $path_ in
{groups}
    esac
  fi
  [[ $path_ == ({names}) ]] && path_="$path_ $words[3]"
  case $path_ in
{chr(10).join(arguments(verb) for verb in _leaves(verbs()))}
  esac
}}
_desk "$@"
"""


def fish() -> str:
    """Return the completion for fish."""
    lines = ["# Completion of desk(1) for fish; written from its own help."]
    for verb in verbs():
        lines.append(_fish("__fish_use_subcommand", f"-a {verb.words}", verb.help))
        for inner in verb.inner:
            second = inner.words.split()[1]
            others = " ".join(one.words.split()[1] for one in verb.inner)
            seen = f"__fish_seen_subcommand_from {verb.words}; and not __fish_seen_subcommand_from {others}"
            lines.append(_fish(seen, f"-a {second}", inner.help))
    for verb in _leaves(verbs()):
        seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in verb.words.split())
        for option in verb.options:
            taken = (
                ""
                if option.nargs == 0
                else f" -r -a {_quoted(' '.join(map(str, option.choices)))}"
                if option.choices
                else " -r"
            )
            for name in option.option_strings:
                short = "-l" if name.startswith("--") else "-s"
                lines.append(_fish(seen, f"{short} {name.lstrip('-')}{taken}", option.help or ""))
    return "\n".join(lines) + "\n"


def _fish(when: str, what: str, said: str) -> str:
    return f"complete -c desk -n {_quoted(when)} {what} -d {_quoted(said)}"


def _first() -> str:
    return " ".join([*(verb.words for verb in verbs()), "--help", "--version", "--as", "--new-window"])


def _offers(verb: Verb) -> list[str]:
    options = [name for one in verb.options for name in one.option_strings]
    return [
        *options,
        *(str(choice) for one in [*verb.operands, *verb.options] for choice in one.choices or ()),
    ]


def _zsh_values(action: argparse.Action) -> str:
    if action.choices:
        return f"({' '.join(map(str, action.choices))})"
    return "_files" if action.type is Path else ""


def _plain(text: str) -> str:
    return re.sub(r"[\[\]:]", " ", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def write(share: Path, version: str, day: float) -> None:
    """Write the manual page and the completions where a system looks for them, under its `share` folder."""
    made: dict[str, Callable[[], str]] = {
        "man/man1/desk.1": lambda: page(version, datetime.fromtimestamp(day, UTC)),
        "bash-completion/completions/desk": bash,
        "zsh/vendor-completions/_desk": zsh,
        "fish/vendor_completions.d/desk.fish": fish,
    }
    for name, text in made.items():
        file = share / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(), encoding="utf-8")
