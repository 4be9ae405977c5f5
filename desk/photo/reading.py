"""Open picture files that may be broken or hostile, with limits, and bring them upright and to sRGB."""

import threading
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from math import ceil, cos, radians, sin
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from desk.domain import BadInput, DeskError, Limits
from desk.photo.framing import straightened
from desk.photo.light import fit_light

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_HEIC = frozenset([b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"])
NOTHING = "Nothing was changed"
_AGAIN = "Get the file again from its source"
_EXPORT = "Export it as JPEG, PNG, WebP, AVIF, HEIC or TIFF first"

# Whoever opens a file sets limits, which are checked from its header before a pixel is read.
Image.MAX_IMAGE_PIXELS = None

_cms: Any = ImageCms
_SRGB = ImageCms.ImageCmsProfile(_cms.createProfile("sRGB"))

_HALF, _THIRD = 2, 3  # parts of its size at which a JPEG is decoded
_ROOM = 1.25  # times as large as wanted, at the least, are three eighths where a half would do too
_GAP = 2  # times as large as wanted, at the least, is what a filter makes small
_REDUCED = frozenset(["L", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F"])

_ORIENTATION = 0x0112
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class _Quiet:
    """Keep Pillow's warnings about a file to itself while any thread reads one.

    `warnings.catch_warnings` is one state for all threads: the first in sets it, the last out puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._saved = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._saved = warnings.catch_warnings()
                self._saved.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._saved.__exit__(None, None, None)


_quiet = _Quiet()


def named(source: Path | bytes) -> str:
    """Return what a file is called in what is said of it."""
    return source.name if isinstance(source, Path) else "The pasted picture"


def too_large(source: Path | bytes) -> BadInput:
    """Return what is said of a file for which the memory does not do."""
    return BadInput(f"{named(source)} needs more memory than there is", kept=NOTHING, todo=_EXPORT)


@contextmanager
def reading(source: Path | bytes, limits: Limits | None = None) -> Generator[Image.Image]:
    """Open a picture; whatever is wrong with it, there or in the block, is raised as BadInput.

    Args:
        source: the file.
        limits: what is taken; None for a file that was taken before.

    Raises:
        BadInput: no picture, truncated, damaged, RAW, too large, empty or unreadable.
    """
    name = named(source)
    try:
        with _quiet, _stream(source, name, limits) as stream, _open(stream, name, limits) as image:
            yield image
    except DeskError:
        raise
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {name}", kept=NOTHING, todo="Choose another file") from error
    except IsADirectoryError as error:
        raise BadInput(f"{name} is a folder", kept=NOTHING, todo="Choose a file in it") from error
    except PermissionError as error:
        raise BadInput(f"{name} may not be read", kept=NOTHING, todo="Change its permissions") from error
    except MemoryError as error:
        raise too_large(source) from error
    except Exception as error:
        # A decoder fed a hostile file fails in any way it likes: SyntaxError, struct.error …
        raise BadInput(f"{name} is damaged or cut short", kept=NOTHING, todo=_AGAIN) from error


def _stream(source: Path | bytes, name: str, limits: Limits | None) -> BinaryIO:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if isinstance(source, Path) and source.is_dir():
        raise IsADirectoryError
    if size == 0 and (isinstance(source, bytes) or source.is_file()):
        raise BadInput(f"{name} is empty", kept=NOTHING, todo=_AGAIN)
    if isinstance(source, Path) and not source.is_file():
        raise BadInput(f"{name} is no file", kept=NOTHING, todo="Choose a picture file")
    if limits and size > limits.size:
        raise BadInput(
            f"{name} is {size / 1e6:.0f} MB, more than the {limits.size / 1e6:.0f} MB that are taken",
            kept=NOTHING,
            todo="Export a smaller copy first",
        )
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _open(stream: BinaryIO, name: str, limits: Limits | None) -> Image.Image:
    head = stream.read(32)
    if _raw(head):
        raise BadInput(f"{name} is a camera's RAW file", kept=NOTHING, todo=_EXPORT)
    stream.seek(0)
    try:
        image = Image.open(stream, formats=(*_FORMATS, *_heic(head)))
    except UnidentifiedImageError as error:
        if head.startswith(_BEGINNINGS) or _heic(head) or head[4:12] == b"ftypavif":
            raise BadInput(f"{name} is damaged or cut short", kept=NOTHING, todo=_AGAIN) from error
        raise BadInput(f"{name} is no picture that can be read", kept=NOTHING, todo=_EXPORT) from error
    if image.format == "TIFF" and _is_raw(image):
        raise BadInput(f"{name} is a camera's RAW file", kept=NOTHING, todo=_EXPORT)
    if limits and image.width * image.height > limits.pixels:
        raise BadInput(
            f"{name} has {image.width} × {image.height} pixels, more than the"
            f" {limits.pixels / 1e6:.0f} million that are taken",
            kept=NOTHING,
            todo="Export a smaller copy first",
        )
    return image


def _raw(head: bytes) -> bool:
    """Return whether a file begins as a camera's RAW does, of those that do not look like TIFF."""
    magic = head[:4] in {b"IIRO", b"IIRS", b"IIU\0"} or head[8:10] == b"CR" or head[4:12] == b"ftypcrx "
    return magic or head.startswith(b"FUJIFILMCCD-RAW")


def _heic(head: bytes) -> tuple[str, ...]:
    """Return the name of the decoder for phones' pictures where a file asks for it; it is loaded then."""
    if head[4:8] != b"ftyp" or head[8:12] not in _HEIC or b"avif" in head:
        return ()
    import pi_heif

    heif: Any = pi_heif
    heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return ("HEIF",)


def _is_raw(image: Image.Image) -> bool:
    """Return whether a TIFF is a RAW file: it says DNG, or shows a thumbnail and keeps the picture aside."""
    tags: Any = getattr(image, "tag_v2", {})
    return bool(50706 in tags or (330 in tags and tags.get(254, 0) & 1))


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 (upright) to 8; 1 where it is missing or makes no sense."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  (broken EXIF says nothing, and the picture is good without it)
        return 1
    return value if value in _TRANSPOSE else 1


def small(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    """Return the picture decoded, a large one smaller, but not under a size (width, height in the file).

    A JPEG is decoded smaller; of another, blocks of pixels are averaged, so that what follows costs less time
    and memory, and enough is left for a good filter.
    """
    load(image, least)
    return reduced(image, least)


def load(image: Image.Image, least: tuple[int, int], *, fine: bool = False) -> bool:
    """Decode the picture; a JPEG at an eighth, two, three or four eighths of its size, not under a size.

    At three, which take two thirds of the time of four, fine detail of much contrast comes out less exactly.

    Args:
        image: as it was opened.
        least: width and height in the file under which it is not decoded.
        fine: at four eighths where three would do.

    Returns:
        Whether it was decoded at three.
    """
    size = ceil(image.width * 3 / 8), ceil(image.height * 3 / 8)
    room = min(size[0] / least[0], size[1] / least[1])
    image.draft(None, least)
    if not isinstance(image, JpegImageFile) or image.decoderconfig[0] != _HALF or fine or room < _ROOM:
        image.load()
        return False
    # libjpeg makes three eighths when it is asked for a third, which `draft` never does.
    image.tile = [image.tile[0]._replace(extents=(0, 0, *size))]
    image._size = size  # pyright: ignore[reportPrivateUsage]
    image.decoderconfig = (_THIRD, 0)
    image.load()
    return True


def reduced(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    """Return a large picture smaller, but not under a size, by averaging the values of blocks of pixels."""
    times = min(image.width // least[0], image.height // least[1]) // _GAP
    if times < 2 or image.mode not in _REDUCED or "transparency" in image.info:
        return image
    if image.mode in {"RGBA", "LA"}:
        return image.convert(f"{image.mode[:-1]}a").reduce(times).convert(image.mode)
    return image.reduce(times)


def upright(image: Image.Image, turn: int) -> Image.Image:
    """Return the picture turned as its orientation says."""
    return image.transpose(_TRANSPOSE[turn]) if turn in _TRANSPOSE else image


def straight(image: Image.Image, angle: float) -> Image.Image:
    """Return an upright picture turned clockwise by degrees, without the corners that this leaves empty."""
    if not angle:
        return image
    width, height = size = straightened(*image.size, angle)
    across, down = cos(radians(angle)), sin(radians(angle))
    # Where each pixel of the straight picture lies in the other: turned back about the centre of both.
    left = (image.width - across * width - down * height) / 2
    top = (image.height + down * width - across * height) / 2
    way = (across, down, left, -down, across, top)
    return image.transform(size, Image.Transform.AFFINE, way, Image.Resampling.BICUBIC)


def workable(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits in a mode that can be turned and made smaller: L, RGB, RGBA or CMYK."""
    image = _eight_bit(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a workable picture as RGB or RGBA in sRGB; what it costs goes with the pixels, so small ones."""
    if not profile:
        return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
    if image.mode != "RGBA":
        return _through(image, profile)
    colour = _through(image.convert("RGB"), profile)
    colour.putalpha(image.getchannel("A"))
    return colour


def _through(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")  # a broken profile, or another kind's: take the numbers as they are
    return converted or image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode not in {"I", "F"} and not image.mode.startswith("I;16"):
        return image
    deep: Any = image.convert("I") if image.mode.startswith("I;16") else image
    highest = 65535 if deep is not image else max(deep.getextrema()[1], 1)
    scaled: Image.Image = deep.point(lambda value: value * (255 / highest))  # pyright: ignore[reportUnknownLambdaType]
    return scaled.convert("L")


def on_white(image: Image.Image) -> Image.Image:
    """Return an RGBA picture laid on white, as RGB; an RGB one as it is."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def fit(
    image: Image.Image,
    size: tuple[int, int],
    box: tuple[float, float, float, float] | None = None,
    *,
    light: bool = False,
) -> Image.Image:
    """Return a part of the picture (pixels) at another size, with nothing but pixels.

    Colour hidden under transparency stays out of what shows. With `light` the light of pixels is averaged
    and not their values, which takes three times as long; the picture is RGB or L then.
    """
    if light:
        return fit_light(image, size, box)
    alpha = image.mode == "RGBA"
    source: Any = image.convert("RGBa") if alpha else image
    small: Image.Image = source.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
    small = small.convert("RGBA") if alpha else small
    small.info.clear()  # Pillow would write an original's comment, profile or transparency into the copy
    return small
