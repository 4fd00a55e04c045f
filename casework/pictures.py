"""A clean copy of a photo or screenshot: every pixel that can be seen, upright, without anything else the file carries."""

import io
import warnings

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()

PIXEL_LIMIT = 40_000_000
LONGEST_SIDE = 65_500  # of a JPEG
FULL_SIZE = 6 * 1024 * 1024
QUALITIES = (85, 75, 60)
LIGHT, SEEN = 200, 64  # a shade, and an opacity, from 0 to 255
PAPER, DARK = "white", "black"
DEPTH_AT = 24  # the bits of a shade in a PNG, in its header


class NoPicture(ValueError):
    """It cannot be read whole, or has too many pixels."""


class MovingPicture(ValueError):
    """It has several frames, of which a copy would keep one."""


def clean_copy(content: bytes, kind: str) -> bytes:
    """A new JPEG of a JPEG, PNG, WEBP or HEIC (`kind` in Pillow's words), made smaller only where a JPEG cannot be as long.

    A long screenshot stays readable that way; what weighs too much is written with less quality. Raises `NoPicture` or
    `MovingPicture`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > PIXEL_LIMIT:
                    raise NoPicture
                if kind != "JPEG" and getattr(picture, "is_animated", False):
                    raise MovingPicture
                page = _on_paper(_eight_bits(ImageOps.exif_transpose(picture), content))
        except (NoPicture, MovingPicture):
            raise
        except Exception as error:  # Pillow raises many kinds on hostile input; each means the same here
            raise NoPicture from error
    page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _written(page)


def _eight_bits(picture: Image.Image, content: bytes) -> Image.Image:
    """Its shades from 0 to 255 whatever depth the file has, and the transparent shade a PNG names on the same scale."""
    key, depth = picture.info.get("transparency"), content[DEPTH_AT]
    if picture.mode.startswith("I"):
        shades = picture.point(lambda value: value * (1 / 256) + 0).convert("L")
        return shades if key is None else Image.merge("LA", (shades, _mask(picture, key)))
    if isinstance(key, tuple) and depth == 16:
        picture.info["transparency"] = tuple(part >> 8 for part in key)
    elif picture.mode == "L" and isinstance(key, int) and depth in (2, 4):
        picture.info["transparency"] = key * (255 // (2**depth - 1))
    return picture


def _mask(picture: Image.Image, key: int) -> Image.Image:
    """Of 16 bits, where one shade is exactly the transparent one."""
    shades = memoryview(picture.tobytes()).cast("H")
    return Image.frombytes("L", picture.size, bytes(0 if shade == key else 255 for shade in shades))


def _on_paper(picture: Image.Image) -> Image.Image:
    """What is transparent becomes white, unless all that can be seen is so light that it would vanish on it."""
    if not picture.has_transparency_data:
        page = Image.new("RGB", picture.size)
        page.paste(picture.convert("RGB"))
        return page
    seen = picture.convert("RGBA")
    alpha = seen.getchannel("A")
    page = Image.new("RGB", seen.size, DARK if _is_light(seen, alpha) else PAPER)
    page.paste(seen, mask=alpha)
    return page


def _is_light(seen: Image.Image, alpha: Image.Image) -> bool:
    is_seen = alpha.point([0] * SEEN + [255] * (256 - SEEN))
    shades = seen.convert("L").histogram(mask=is_seen)
    return sum(shades) > 0 and not sum(shades[:LIGHT]) and sum(alpha.histogram()[:SEEN]) > 0


def _written(page: Image.Image) -> bytes:
    for quality in QUALITIES:
        output = io.BytesIO()
        page.save(output, "JPEG", quality=quality, subsampling=0)
        if output.tell() <= FULL_SIZE:
            break
    return output.getvalue()
