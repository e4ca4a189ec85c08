"""Documents of Word and PDF: read with their tables, through all stages, or refused by name."""

from __future__ import annotations

import builtins
import gc
import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, configuration, run_build
from papers import Words, docx, grid, paragraph, pdf, table

from nianbao.add import add_capture
from nianbao.content import read_sources
from nianbao.errors import ConfigurationError
from nianbao.model import Problem, Source
from nianbao.report import read_report

TITLE = "某镇人民政府2015年政府信息公开工作年度报告"
PROSE = "2015年，本镇主动公开政府信息36条，受理依申请公开政府信息的申请4件，均按时答复。"
HEADING = "一、主动公开情况"
WORD = docx(
    *map(paragraph, (TITLE, HEADING, PROSE)),
    table("2*指标|数量", "文件|件|12", "会议|次|3"),
    paragraph("二、存在的问题"),
    paragraph("公开的内容还不够全面，今后将加以改进。"),
)
FOOT = Words(x=280, y=780, text="- 1 -")
LONG = (
    "2015年，本镇按照上级的统一部署，继续做好政府信息公开工作，主动公开政府信息36条，受理依申请公开政府信息的申请4件，"
    "均按时答复，其中同意公开的3件，不予公开的1件，并逐件向申请人说明了理由；同时结合本镇实际，对公开的目录作了调整，"
    "把群众关心的救助、住房、用水等事项列在前面，通过镇便民服务大厅、各村公开栏和广播及时向群众公布，方便大家查阅，"
    "全年共接待前来查阅的群众和单位人员，解答他们提出的有关问题，听取他们对公开工作的意见，并把意见分送各办公室研究办理，"
    "办理的结果在公开栏中公布，接受群众的监督。"
)
LINES = [LONG[i : i + 30] for i in range(0, len(LONG), 30)]
PAPER = pdf(
    (
        Words(x=80, y=40, text=TITLE),
        Words(x=50, y=70, text=HEADING),
        grid(50, 90, 2, 2),
        *(Words(x=55, y=104, text="文件"), Words(x=175, y=104, text="12")),
        *(Words(x=55, y=124, text="会议"), Words(x=175, y=124, text="3")),
        *(Words(x=50, y=160 + 16 * i, text=line) for i, line in enumerate(LINES[:6])),
        FOOT,
    ),
    (
        *(Words(x=50, y=40 + 16 * i, text=line) for i, line in enumerate(LINES[6:])),
        Words(x=50, y=300, text="二、存在的问题"),
        Words(x=50, y=330, text="公开的内容还不够全面，今后将加以改进。"),
    ),
)
LOCK = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -4 >> /ID [<00> <00>]"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "' + "a" * 100_000 + '">]><x>' + "&a;" * 20_000 + "</x>"


def read(folder: Path, files: dict[str, bytes], seconds: float = 10) -> tuple[dict[str, Source], list[Problem]]:
    (folder / "reports").mkdir()
    for name, content in files.items():
        (folder / "reports" / name).write_bytes(content)
    config = configuration()
    limits = config.limits.model_copy(update={"seconds": seconds})
    sources, problems = read_sources(config.model_copy(update={"content": folder, "limits": limits}))
    return {source.path.removeprefix("reports/"): source for source in sources}, list(problems)


def test_a_document_of_word_keeps_its_order_and_the_places_of_its_cells(tmp_path: Path):
    source = read(tmp_path, {"a.docx": WORD})[0]["a.docx"]
    assert source.text.splitlines() == [
        TITLE,
        HEADING,
        PROSE,
        "指标\t\t数量",
        "文件\t件\t12",
        "会议\t次\t3",
        "二、存在的问题",
        "公开的内容还不够全面，今后将加以改进。",
    ]
    assert (source.encoding, source.sha256) == ("docx", hashlib.sha256(WORD).hexdigest())


def test_a_pdf_is_read_from_top_to_bottom_with_rows_and_page_numbers_as_printed(tmp_path: Path):
    source = read(tmp_path, {"a.pdf": PAPER})[0]["a.pdf"]
    assert source.text.splitlines() == [
        *(TITLE, HEADING, "文件\t12", "会议\t3"),
        *(*LINES[:6], "- 1 -", *LINES[6:]),
        *("二、存在的问题", "公开的内容还不够全面，今后将加以改进。"),
    ]
    assert (source.encoding, source.sha256) == ("pdf", hashlib.sha256(PAPER).hexdigest())


def test_text_that_word_hides_is_left_out_and_text_that_it_shows_is_not(tmp_path: Path):
    hidden, shown = (f"<w:r><w:rPr><w:vanish{value}/></w:rPr><w:t>隐</w:t></w:r>" for value in ("", ' w:val="0"'))
    mark = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"  # of the paragraph, whose text shows
    words = docx(f"<w:p>{mark}<w:r><w:t>公开</w:t></w:r>{hidden}<w:r><w:t>信息</w:t></w:r>{shown}</w:p>", paragraph(PROSE))
    assert read(tmp_path, {"a.docx": words})[0]["a.docx"].text.splitlines() == ["公开信息隐", PROSE]


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    f"<w:drawing><w:txbxContent>{paragraph('框')}</w:txbxContent></w:drawing></mc:Choice>%s</mc:AlternateContent></w:r></w:p>"
)
RUBY = (
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
)
LATER = '<w:tbl><w:tr>{0}{0}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{0}</w:tr></w:tbl>'.format(
    f"<w:tc>{paragraph('格')}</w:tc>"
)
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
NOTE = f"<w:p><w:r><w:t>3</w:t></w:r>{RAISED}<w:r><w:t>条</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (BOX % "", ["框"]),
        (BOX % f"<mc:Fallback>{paragraph('旧')}</mc:Fallback>", ["旧"]),
        (RUBY, ["音"]),
        (LATER, ["格\t格", "\t格"]),
        (NOTE, ["3²条"]),
    ],
)
def test_what_word_shows_is_read_as_it_shows_it(tmp_path: Path, block: str, lines: list[str]):
    assert read(tmp_path, {"a.docx": docx(block, paragraph(PROSE))})[0]["a.docx"].text.splitlines() == [*lines, PROSE]


def test_a_head_on_every_page_of_a_pdf_parts_no_sentence(tmp_path: Path):
    pages = [LINES[i : i + 3] for i in range(0, len(LINES), 3)]
    head = Words(x=150, y=20, text="某镇政府信息公开工作年度报告")
    printed = [(head, *(Words(x=50, y=60 + 16 * i, text=line) for i, line in enumerate(page))) for page in pages]
    title = (Words(x=80, y=40, text=TITLE), Words(x=50, y=70, text=HEADING))
    source = read(tmp_path, {"a.pdf": pdf(title, *printed)})[0]["a.pdf"]
    reading = read_report(source)
    assert reading.report
    assert reading.report.cleaned.text.splitlines() == [TITLE, HEADING, LONG]
    assert len(pages) == sum(edit.rule == "drop_running_heads" for edit in reading.report.cleaned.edits)


@pytest.mark.parametrize(("name", "content", "prose"), [("a.docx", WORD, PROSE), ("a.pdf", PAPER, LONG)])
def test_cleaning_joins_lines_and_pages_and_the_figures_are_found(tmp_path: Path, name: str, content: bytes, prose: str):
    source = read(tmp_path, {name: content})[0][name]
    reading = read_report(source)
    assert reading.report, reading.problems
    assert prose in reading.report.cleaned.text.splitlines()
    assert "- 1 -" not in reading.report.cleaned.text
    assert "文件\t" in reading.report.cleaned.text
    assert (reading.report.identity.agency, reading.report.identity.year) == ("某镇人民政府", "2015")
    assert {36, 4} <= {figure.value for figure in reading.report.figures}


def test_reading_a_document_twice_gives_the_same_text(tmp_path: Path):
    sources, _ = read(tmp_path, {"a.docx": WORD, "b.docx": WORD, "a.pdf": PAPER, "b.pdf": PAPER})
    assert sources["a.docx"].text == sources["b.docx"].text
    assert sources["a.pdf"].text == sources["b.pdf"].text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("old.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "encrypted"),
        ("cut.docx", WORD[:-30], "broken"),
        ("other.docx", docx(parts={"word/document.xml": "no markup"}), "broken"),
        ("deep.docx", docx("<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000), "broken"),
        ("entities.docx", docx(parts={"word/document.xml": ENTITIES}), "broken"),
        ("bomb.docx", docx(parts={"word/document.xml": b" " * 11_000_000}), "too_large"),
        ("picture.docx", docx(parts={"word/media/a.png": b"\0" * 101_000_000}), "too_large"),
        ("parts.docx", docx(parts={f"{i}.xml": "" for i in range(2_000)}), "too_large"),
        ("blank.docx", docx(paragraph(" ")), "empty"),
        ("locked.pdf", pdf((FOOT,), trailer=LOCK), "encrypted"),
        ("cut.pdf", PAPER[:-200], "broken"),
        ("lost.pdf", PAPER.replace(b"/Count 2", b"/Count 3"), "broken"),
        ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 100 + b"%%EOF", "broken"),
        ("long.pdf", pdf(*[()] * 501), "too_large"),
        ("scan.pdf", pdf(()), "empty"),
        ("letters.pdf", pdf((Words(x=50, y=50, text=TITLE),), unicode=False), "empty"),
    ],
)
def test_what_cannot_be_read_in_full_is_refused_by_name_and_the_rest_is_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes, code: str
):
    sources, problems = read(tmp_path, {"good.docx": WORD, name: content})
    assert list(sources) == ["good.docx"]
    assert [(p.file, p.code) for p in problems] == [(f"reports/{name}", code)]
    assert problems[0].remedy
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def swept() -> Iterator[None]:
    """A reader that is cut off in its middle leaves half-read objects, which may complain when they are collected."""
    yield
    gc.collect()


cut_off = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see `swept`


@cut_off
@pytest.mark.usefixtures("swept")
@pytest.mark.skipif(sys.platform != "linux", reason="memory can be limited on Linux alone")
def test_a_pdf_that_unpacks_without_end_is_refused_before_the_machine_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("nianbao.office.MOST_MEMORY", 100_000_000)
    _, problems = read(tmp_path, {"first.pdf": PAPER, "second.pdf": pdf((FOOT,), padding=200_000_000)}, seconds=60)
    assert [p.code for p in problems] == ["too_large"]


@cut_off
@pytest.mark.usefixtures("swept")
def test_a_document_that_takes_too_long_is_refused(tmp_path: Path):
    _, problems = read(tmp_path, {"slow.docx": docx(paragraph("某") * 20_000)}, seconds=0.02)
    assert [p.code for p in problems] == ["too_slow"]


@pytest.mark.parametrize(("name", "library"), [("a.docx", "mammoth"), ("a.pdf", "pdfplumber")])
def test_without_the_extra_such_a_file_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
):
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "nianbao.pages", raising=False)
    sources, problems = read(tmp_path, {name: WORD, "good.txt": PROSE.encode()})
    assert list(sources) == ["good.txt"]
    assert [p.code for p in problems] == ["not_installed"]
    assert library in problems[0].message
    assert "pip install .[inputs]" in problems[0].remedy


def test_an_archive_without_documents_never_imports_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wanted = set[str]()
    original = builtins.__import__

    def note(name: str, *arguments: object, **options: object) -> object:
        wanted.add(name.split(".", 1)[0])
        return original(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", note)
    assert list(read(tmp_path, {"good.txt": PROSE.encode()})[0]) == ["good.txt"]
    assert not wanted & {"mammoth", "pdfplumber", "pdfminer"}


def test_adding_a_document_that_is_refused_leaves_nothing_behind_and_names_the_remedy(tmp_path: Path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "cut.pdf").write_bytes(PAPER[:-200])
    config = configuration().model_copy(update={"content": tmp_path})
    with pytest.raises(ConfigurationError, match=r"its end is missing.*nothing was added; capture it again"):
        add_capture(tmp_path / "cut.pdf", config, source_url="", captured="")
    assert not list((tmp_path / "reports").iterdir())


def test_a_document_of_word_is_added_explained_and_built(tmp_path: Path):
    archive = tmp_path / "archive"
    (archive / "content" / "reports").mkdir(parents=True)
    for path in (ROOT / "content").iterdir():
        if path.name != "reports":
            (shutil.copytree if path.is_dir() else shutil.copy)(path, archive / "content" / path.name)
    shutil.copy(ROOT / "config.yaml", archive)
    (tmp_path / "zhen-2015.docx").write_bytes(WORD)
    options = ("--config", str(archive / "config.yaml"))
    url = ("--source-url", "https://www.example.gov.cn/1.docx", "--captured", "2026-01-02")
    added = run_build(*options, "add", str(tmp_path / "zhen-2015.docx"), *url)
    assert added.returncode == 0, added.stderr
    assert (archive / "content" / "reports" / "zhen-2015.docx").read_bytes() == WORD
    name = added.stdout.split(" as ")[1].split(" ")[0]
    decoded = run_build(*options, "explain", name, "--decoded")
    assert "会议\t次\t3" in decoded.stdout, decoded.stderr
    built = run_build(*options, "--no-search")
    assert built.returncode == 0, built.stderr
    page = (archive / "site" / "hans" / "report" / name / "index.html").read_text(encoding="utf-8")
    assert "主动公开政府信息" in page
    assert "<td" in page
