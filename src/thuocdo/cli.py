"""`thuocdo …`: index definitions, input forms and scores on the command line, without web or database.

    thuocdo score 766 hue.xlsx -o scorecard.xlsx

Only the module of the command that is called is imported, so that a form is scored at once.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo import __version__
from thuocdo.commands.output import Format, Output
from thuocdo.commands.parsing import USAGE, Parser, UsageError
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import LANGUAGES, Text

FINE, FINDINGS, BROKEN = 0, 1, 70
_INTERRUPTED = 130
_FEW_COLLECTIONS = 100_000
_LIGHT_START = {
    "OPENBLAS_NUM_THREADS": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}  # for the libraries, not settings


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, what it is for, and one call as an example."""

    name: str
    purpose: Text
    example: str


COMMANDS = (
    Command("list", Text("liệt kê các bộ chỉ số", "list the indices"), "thuocdo list"),
    Command("lint", Text("kiểm tra định nghĩa bộ chỉ số", "check index definitions"), "thuocdo lint 766"),
    Command(
        "template",
        Text("tạo biểu nhập số liệu", "make an input form"),
        "thuocdo template 766 -o bieu.xlsx --unit H57 --period 2026",
    ),
    Command(
        "score",
        Text("chấm điểm từ tệp số liệu", "score a file of inputs"),
        "thuocdo score 766 hue.xlsx -o diem.xlsx",
    ),
    Command(
        "explain", Text("giải thích một con số", "explain a number"), "thuocdo explain 766 hue.xlsx H57 MDHL"
    ),
    Command("rank", Text("xếp hạng các đơn vị", "rank the units"), "thuocdo rank 766 tinh.xlsx --by TDGQ"),
    Command(
        "compare",
        Text("so sánh hai kỳ hoặc hai phiên bản quy tắc", "compare two periods or two rule sets"),
        "thuocdo compare 766 thang8.xlsx thang9.xlsx H57",
    ),
    Command(
        "diff-index",
        Text("hai phiên bản khác nhau ở đâu, bằng lời", "what changed between two definitions, in words"),
        "thuocdo diff-index 766@2022 766@2026",
    ),
    Command(
        "import-index",
        Text(
            "đọc phụ lục của quyết định thành bản thảo bộ chỉ số",
            "read a decision's annex into a draft index",
        ),
        "thuocdo import-index phu-luc.docx --index dti-so --rule-set 2026-04-04-931",
    ),
    Command(
        "schema",
        Text("in JSON Schema của định nghĩa", "print the JSON Schema of definitions"),
        "thuocdo schema",
    ),
)
_WHAT = Text(
    "Bộ chỉ số, biểu số liệu và điểm trên dòng lệnh.", "Indices, input forms and scores on the command line."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 findings, 2 usage."""
    _start_lightly()
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    _speak_unicode()
    try:
        return _run(words, language)
    except (UsageError, ThuocDoError) as error:
        return _tell(error.text, language, USAGE if isinstance(error, UsageError) else _code_of(error))
    except BrokenPipeError:
        # The reader went away; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        name = error.filename or ""
        return _tell(
            Text(f"Không đọc, ghi được {name}: {error.strerror}.", f"{name}: {error.strerror}."),
            language,
            USAGE,
        )
    except Exception as error:  # noqa: BLE001 - the edge of the process: people get a sentence, not a traceback
        return _tell_defect(error, language)


def _start_lightly() -> None:
    """A short life makes little garbage, multiplies no matrices and has no plugins: a fifth of the start is saved."""
    gc.set_threshold(_FEW_COLLECTIONS)
    for name, value in _LIGHT_START.items():
        os.environ.setdefault(name, value)


def _run(words: list[str], language: str) -> int:
    name = next((word for word in _without_language(words) if not word.startswith("-")), "")
    command = next((each for each in COMMANDS if each.name == name), None)
    if command is None:
        return _overview(words, name, language)
    from thuocdo.commands.sources import FindingsError

    words.remove(name)
    module = importlib.import_module(f"thuocdo.commands.{name.replace('-', '_')}")
    parser = Parser(
        prog=f"thuocdo {name}",
        description=command.purpose,
        language=language,
        example=Text(f"Ví dụ: {command.example}", f"Example: {command.example}").pick(language),
    )
    module.arguments(parser)
    parser.option(
        "--format",
        choices=["table", "csv", "json"],
        vi="dạng in ra (mặc định: table trên màn hình, csv khi nối lệnh)",
        en="how to print (table on a terminal, csv on a pipe)",
    )
    parser.option(
        "--lang",
        choices=list(LANGUAGES),
        vi="ngôn ngữ (hoặc biến THUOCDO_LANG)",
        en="language (or THUOCDO_LANG)",
    )
    options = parser.read(words)
    piped: Format = getattr(module, "PIPED_FORMAT", "csv")
    chosen: Format | None = options.format
    out = Output(language, chosen or ("table" if sys.stdout.isatty() else piped))
    try:
        code: int = module.run(options, out)
    except FindingsError:
        return FINDINGS
    sys.stdout.flush()
    return code


def _overview(words: list[str], name: str, language: str) -> int:
    if "--version" in words:
        sys.stdout.write(f"thuocdo {__version__}\n")
        return FINE
    is_asked = not name and ("-h" in words or "--help" in words)
    stream = sys.stdout if is_asked else sys.stderr
    if name:
        from difflib import get_close_matches

        near = get_close_matches(name, [each.name for each in COMMANDS], n=1)
        meant = (
            Text(f" Có phải là “{near[0]}”?", f" Did you mean “{near[0]}”?").pick(language) if near else ""
        )
        stream.write(
            Text(f"thuocdo: không có lệnh “{name}”.", f"thuocdo: no command “{name}”.").pick(language)
            + meant
            + "\n"
        )
    lines = [f"{_WHAT.pick(language)}\n"]
    lines += [f"  {each.name:<14}{each.purpose.pick(language)}" for each in COMMANDS]
    lines.append(
        Text("\nXem từng lệnh: thuocdo LỆNH --help", "\nMore on each: thuocdo COMMAND --help").pick(language)
    )
    stream.write("\n".join(lines) + "\n")
    return FINE if is_asked else USAGE


def _language(words: Sequence[str]) -> str:
    """The language of the whole call, known before anything is parsed."""
    asked = os.environ.get("THUOCDO_LANG", "vi")[:2].lower()
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            asked = words[place + 1]
    return asked if asked in LANGUAGES else "vi"


def _without_language(words: Sequence[str]) -> list[str]:
    return [word for place, word in enumerate(words) if place == 0 or words[place - 1] != "--lang"]


def _speak_unicode() -> None:
    """Vietnamese must be printable whatever the locale of the machine."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _code_of(error: ThuocDoError) -> int:
    """A definition full of errors is a finding; a name nobody knows is wrong usage."""
    return FINDINGS if hasattr(error, "findings") or error.code == "scoring.invalid-definition" else USAGE


def _tell(text: Text, language: str, code: int) -> int:
    sys.stderr.write(f"thuocdo: {text.pick(language)}\n")
    return code


def _tell_defect(error: Exception, language: str) -> int:
    if os.environ.get("THUOCDO_DEBUG"):
        import traceback

        traceback.print_exception(error)
    said = f"{type(error).__name__}: {error}"
    text = Text(
        f"Lỗi của chương trình ({said}). Chạy lại với THUOCDO_DEBUG=1 và gửi kết quả cho người bảo trì.",
        f"A defect of the program ({said}). Run again with THUOCDO_DEBUG=1 and send the output to the maintainers.",
    )
    return _tell(text, language, BROKEN)


if __name__ == "__main__":
    sys.exit(main())
