"""Where templates run: they reach nothing but what they are given."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desk.site.compiled import Compiled


class Plain:
    """What templates may read every public attribute of."""

    __slots__ = ()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without its long look at what is plain data of ours."""

    def __init__(self, folders: Iterable[Path], cache: Path) -> None:
        """Read templates from folders, the first over the others; compiled ones are kept in `cache`."""
        super().__init__(
            loader=_Templates([*folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=Compiled(cache),
        )

    def begin(self) -> None:
        """Begin a page, or a part of one."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  (as Jinja has it)
        """Return `obj.attribute` for a template."""
        if type(obj) is dict:
            if attribute in obj:
                return obj[attribute]  # pyright: ignore[reportUnknownVariableType]  (a template's own)
        elif isinstance(obj, Plain) and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class _Templates(FileSystemLoader):
    """Templates that lie in their folders: a link to a file elsewhere would carry that to readers."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's words, its file, and whether that is still the same."""
        found = super().get_source(environment, template)
        file = Path(found[1]).resolve()
        if not any(file.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template, f"{template} is a link that leads out of the theme's templates")
        return found
