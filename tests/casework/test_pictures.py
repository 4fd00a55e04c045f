"""REG-02: the clean copy of a picture shows all that the picture shows, whatever its mode, depth or shape."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from casework import pictures
from casework.attachments import FileRefused, _without_exif
from casework.file_kinds import BY_MEDIA_TYPE

WHITE, BLACK = 255, 0


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def copy_of(content: bytes, kind: str = "PNG") -> Image.Image:
    return Image.open(io.BytesIO(pictures.clean_copy(content, kind)))


def shades(picture: Image.Image) -> list[int]:
    """The grey in the middle of each quarter of the width."""
    grey, step = picture.convert("L"), picture.width // 4
    return [grey.getpixel((step * place + step // 2, picture.height // 2)) for place in range(4)]


def near(found: list[int], wanted: list[int]) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True))


def striped(mode: str, colours: list[object]) -> Image.Image:
    """Four stripes of 16 pixels."""
    picture = Image.new(mode, (64, 16))
    for place, colour in enumerate(colours):
        ImageDraw.Draw(picture).rectangle((place * 16, 0, place * 16 + 15, 15), fill=colour)
    return picture


def raw_png(depth: int, colour_type: int, row: bytes, *chunks: tuple[bytes, bytes], width: int = 64) -> bytes:
    """A PNG of any depth, as other programs write them: 16 equal rows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, 16, depth, colour_type, 0, 0, 0)
    body = zlib.compress((b"\0" + row) * 16)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def sixteen(*values: int) -> bytes:
    """A row of four stripes, each shade (or several channels) in 16 bits."""
    channels = len(values) // 4
    stripes = [values[place * channels : (place + 1) * channels] for place in range(4)]
    return b"".join(struct.pack(f">{channels}H", *stripe) * 16 for stripe in stripes)


def palette(first: int, second: int) -> Image.Image:
    picture = striped("P", [0, 1, 0, 1])
    picture.putpalette([first] * 3 + [second] * 3)
    return picture


CLEAR = (0, 0, 0, 0)
SEE_THROUGH = {
    "RGBA": encoded(striped("RGBA", [CLEAR, (0, 0, 0, 255), CLEAR, (0, 0, 0, 255)])),
    "RGBA in WEBP": encoded(
        striped("RGBA", [CLEAR, (0, 0, 0, 255), CLEAR, (0, 0, 0, 255)]), "WEBP", lossless=True
    ),
    "LA": encoded(striped("LA", [(0, 0), (0, 255), (0, 0), (0, 255)])),
    "palette with one clear colour": encoded(palette(30, 0), transparency=0),
    "palette with an opacity for each": encoded(palette(30, 0), transparency=b"\x00\xff"),
    "a grey that is clear": raw_png(8, 0, bytes([9] * 16 + [0] * 16) * 2, (b"tRNS", struct.pack(">H", 9))),
    "one of 16 greys is clear": raw_png(4, 0, bytes([0x11] * 8 + [0] * 8) * 2, (b"tRNS", struct.pack(">H", 1))),
    "one of four greys is clear": raw_png(2, 0, bytes([0x55] * 4 + [0] * 4) * 2, (b"tRNS", struct.pack(">H", 1))),
    "a colour that is clear": raw_png(8, 2, (bytes([9, 9, 9]) * 16 + bytes(48)) * 2, (b"tRNS", struct.pack(">3H", 9, 9, 9))),
    "grey of 16 bits, one is clear": raw_png(16, 0, sixteen(9, 0, 9, 0), (b"tRNS", struct.pack(">H", 9))),
    "colour of 16 bits, one is clear": raw_png(
        16, 2, sixteen(*(2570, 0, 0), *(0, 0, 0), *(2570, 0, 0), *(0, 0, 0)), (b"tRNS", struct.pack(">3H", 2570, 0, 0))
    ),
    "grey of 16 bits with opacity": raw_png(16, 4, sixteen(0, 0, 0, 65535, 0, 0, 0, 65535)),
    "colour of 16 bits with opacity": raw_png(16, 6, sixteen(*(0, 0, 0, 0, 0, 0, 0, 65535) * 2)),
}  # fmt: skip


@pytest.mark.parametrize("content", SEE_THROUGH.values(), ids=SEE_THROUGH)
def test_REG_02_black_on_nothing_is_black_on_white(content: bytes) -> None:
    kind = "WEBP" if content[:4] == b"RIFF" else "PNG"
    assert near(shades(copy_of(content, kind)), [WHITE, BLACK, WHITE, BLACK])


def test_REG_02_white_on_nothing_can_be_read_too() -> None:
    """A screenshot of a dark page: on white it would be gone."""
    light = striped("RGBA", [(255, 255, 255, 0), (250, 250, 250, 255)] * 2)
    assert near(shades(copy_of(encoded(light))), [BLACK, 250, BLACK, 250])


def test_REG_02_what_is_half_clear_is_half_as_strong() -> None:
    half = striped("RGBA", [(0, 0, 0, 255), (0, 0, 0, 128), (0, 0, 0, 64), CLEAR])
    assert near(shades(copy_of(encoded(half))), [0, 127, 191, 255])


DEPTHS = {
    "1 bit": (encoded(striped("1", [0, 255, 0, 255])), [0, 255, 0, 255]),
    "2 bits": (raw_png(2, 0, b"\x00" * 4 + b"\x55" * 4 + b"\xaa" * 4 + b"\xff" * 4), [0, 85, 170, 255]),
    "4 bits": (raw_png(4, 0, b"\x00" * 8 + b"\x55" * 8 + b"\xaa" * 8 + b"\xff" * 8), [0, 85, 170, 255]),
    "8 bits": (encoded(striped("L", [0, 85, 170, 255])), [0, 85, 170, 255]),
    "16 bits": (raw_png(16, 0, sixteen(0, 0x5500, 0xAA00, 0xFF00)), [0, 85, 170, 255]),
    "16 bits, dark": (raw_png(16, 0, sixteen(0, 0x0800, 0x1000, 0x2000)), [0, 8, 16, 32]),
    "colour of 16 bits": (
        raw_png(16, 2, sixteen(*(v for shade in (0, 0x5500, 0xAA00, 0xFF00) for v in (shade,) * 3))),
        [0, 85, 170, 255],
    ),
    "palette": (encoded(palette(0, 30)), [0, 30, 0, 30]),
}


@pytest.mark.parametrize(("content", "wanted"), DEPTHS.values(), ids=DEPTHS)
def test_REG_02_every_depth_keeps_its_shades(content: bytes, wanted: list[int]) -> None:
    assert near(shades(copy_of(content)), wanted)


def test_REG_02_a_photo_in_printing_colours_keeps_them() -> None:
    printed = striped("CMYK", [(0, 0, 0, 0), (0, 0, 0, 255), (0, 255, 255, 0), (0, 0, 0, 128)])
    copied = copy_of(encoded(printed, "JPEG", quality=95), "JPEG")
    assert near(shades(copied), [255, 0, 76, 127])
    assert copied.mode == "RGB" and copied.getpixel((40, 8))[0] > 240


@pytest.mark.parametrize("size", [(1080, 20000), (720, 40000), (20000, 1080), (3000, 4000)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_REG_02_no_picture_is_made_smaller(size: tuple[int, int], kind: str) -> None:
    assert copy_of(encoded(Image.new("L", size, 200), kind), kind).size == size


def test_REG_02_what_is_longer_than_a_jpeg_can_be_keeps_its_shape() -> None:
    assert copy_of(encoded(Image.new("1", (500, 70000)))).size == (468, 65500)


def test_REG_02_small_writing_in_a_long_screenshot_stays_sharp() -> None:
    """One pixel on, one pixel off: the finest there is."""
    fine = Image.new("L", (1080, 16000), WHITE)
    for x in range(0, 1080, 2):
        fine.paste(BLACK, (x, 0, x + 1, 16000))
    row = copy_of(encoded(fine)).convert("L").crop((0, 8000, 1080, 8001)).tobytes()
    assert min(row[1::2]) - max(row[0::2]) > 150


def test_REG_02_what_weighs_too_much_loses_quality_not_pixels() -> None:
    noise = Image.effect_noise((4000, 3000), 90).convert("RGB")
    content = pictures.clean_copy(encoded(noise, "JPEG", quality=95), "JPEG")
    assert Image.open(io.BytesIO(content)).size == (4000, 3000)
    lighter = len(encoded(noise, "JPEG", quality=85, subsampling=0))
    assert lighter > pictures.FULL_SIZE and len(content) < lighter


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_REG_02_it_stands_upright_and_says_nothing(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "CANARY", 6  # turned by 90 degrees
    content = encoded(Image.new("RGB", (64, 16), "navy"), kind, exif=exif) + b"CANARY"
    copied = pictures.clean_copy(content, kind)
    assert b"CANARY" in content and b"CANARY" not in copied
    assert Image.open(io.BytesIO(copied)).size == (16, 64)


def test_REG_02_words_of_the_file_do_not_come_along() -> None:
    content = encoded(Image.new("RGB", (64, 16), "navy"), "JPEG", comment=b"CANARY")
    assert b"CANARY" in content and b"CANARY" not in pictures.clean_copy(content, "JPEG")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_REG_02_a_moving_picture_is_refused_before_a_frame_is_lost(kind: str) -> None:
    first, second = Image.new("RGB", (64, 16), "navy"), Image.new("RGB", (64, 16), "red")
    content = encoded(first, kind, save_all=True, append_images=[second], duration=100)
    with pytest.raises(FileRefused, match="动图"):
        _without_exif(content, BY_MEDIA_TYPE[f"image/{kind.lower()}"], "a")


def test_a_photo_of_several_pictures_keeps_the_first() -> None:
    """Telephones put a second, smaller one behind it."""
    first, second = Image.new("RGB", (64, 16), "white"), Image.new("RGB", (32, 8), "red")
    content = encoded(first, "MPO", save_all=True, append_images=[second])
    assert near(shades(copy_of(content, "JPEG")), [WHITE] * 4)
