"""Reading the content folder: encodings, refusals, sidecars. One bad file stops nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import configuration

from nianbao.content import read_sources
from nianbao.decode import UndecidableError, decode
from nianbao.markup import extract_text
from nianbao.model import Problem, Severity, Source
from nianbao.strict_yaml import YamlError, load

SENTENCE = "二〇〇九年，本区共公开政府信息三百条，未收到申请。"
PICTURE = b"\xff\xfe" + bytes(range(200)) * 2  # bytes that begin like UTF-16 and decode as such
TRADITIONAL = "本區共公開政府信息三百條，未收到申請。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        ("2018年度报告".encode("gbk"), "gb18030"),
        (TRADITIONAL.encode("big5"), "big5"),
        (b"<meta charset=gb2312>" + "度".encode("gbk"), "gb18030"),
        (b'<meta http-equiv="x" content="text/html; charset=big5">' + "年度".encode("big5"), "big5"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_an_encoding_is_told_by_mark_or_by_how_the_text_reads(data: bytes, encoding: str):
    text, found = decode(data)
    assert found == encoding
    assert "\ufeff" not in text


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\xfe\x00", PICTURE, b"\xef\xbb\xbf\xff", bytes(range(128, 256))])
def test_bytes_that_are_no_text_are_undecidable(data: bytes):
    with pytest.raises(UndecidableError):
        decode(data)


def read(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    sources, problems = read_sources(configuration().model_copy(update={"content": folder}))
    return {source.path: source for source in sources}, list(problems)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / "reports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_line_ends_and_characters_stay_as_found(tmp_path: Path):
    put(tmp_path, "a.txt", b"\xef\xbb\xbf" + "一\r\n二\n".encode())
    sources, problems = read(tmp_path)
    assert sources["reports/a.txt"].text == "一\r\n二\n"
    assert problems == []


def test_captures_come_in_path_order_whatever_the_folder_says(tmp_path: Path):
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        put(tmp_path, name, SENTENCE)
    assert list(read(tmp_path)[0]) == ["reports/a.txt", "reports/b.txt", "reports/sub/c.txt"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", "", "empty"),
        ("blank.txt", " \n\t\n", "empty"),
        ("binary.txt", b"\x89PNG\x00\x00", "undecodable"),
        ("broken.txt", b"\xef\xbb\xbf\xff\xfe", "undecodable"),
        ("paper.doc", b"\xd0\xcf\x11\xe0", "unknown_kind"),
        ("paper.pdf", b"%PDF-1.4", "broken"),
        ("alone.yaml", "year: 2009", "orphan_sidecar"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_the_rest_is_read(tmp_path: Path, name: str, content: str | bytes, code: str):
    put(tmp_path, "good.txt", SENTENCE)
    put(tmp_path, name, content)
    sources, problems = read(tmp_path)
    assert list(sources) == ["reports/good.txt"]
    assert [(p.file, p.severity, p.code) for p in problems] == [(f"reports/{name}", Severity.ERROR, code)]


def test_links_and_pipes_are_refused_by_name_and_never_opened(tmp_path: Path):
    target = put(tmp_path, "good.txt", SENTENCE)
    (tmp_path / "reports" / "link.txt").symlink_to(target)
    os.mkfifo(tmp_path / "reports" / "pipe.txt")
    sources, problems = read(tmp_path)
    assert list(sources) == ["reports/good.txt"]
    assert sorted((p.file, p.code) for p in problems) == [("reports/link.txt", "not_a_file"), ("reports/pipe.txt", "not_a_file")]


def test_a_file_that_cannot_be_read_is_refused_by_name_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path, "good.txt", SENTENCE)
    forbidden = put(tmp_path, "forbidden.txt", SENTENCE)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == forbidden:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    sources, problems = read(tmp_path)
    assert list(sources) == ["reports/good.txt"]
    assert [(p.file, p.code) for p in problems] == [("reports/forbidden.txt", "unreadable")]


def test_files_and_lines_over_the_limits_are_refused(tmp_path: Path):
    config = configuration()
    put(tmp_path, "long.txt", "一" * 200)
    put(tmp_path, "large.txt", "一\n" * 400)
    limits = config.limits.model_copy(update={"file_bytes": 1000, "line_characters": 150})
    _, problems = read_sources(config.model_copy(update={"content": tmp_path, "limits": limits}))
    assert {(p.file, p.code) for p in problems} == {("reports/long.txt", "line_too_long"), ("reports/large.txt", "too_large")}


def test_a_sidecar_gives_facts_as_text(tmp_path: Path):
    put(tmp_path, "a.txt", SENTENCE)
    put(tmp_path, "a.yaml", "year: 2009\nregion_code: 370406\nemendations:\n- {find: 三百, replace: 三百一, reason: 原件}\n")
    facts = read(tmp_path)[0]["reports/a.txt"].facts
    assert (facts.year, facts.region_code, facts.emendations[0].replace) == ("2009", "370406", "三百一")


def test_a_remark_may_be_a_block_of_lines(tmp_path: Path):
    put(tmp_path, "a.txt", SENTENCE)
    put(tmp_path, "a.yaml", "note: |\n  据馆藏原件，\n  第二页。\nwithdrawn: >\n  as asked\n  by its agency\n")
    facts = read(tmp_path)[0]["reports/a.txt"].facts
    assert (facts.note, facts.withdrawn) == ("据馆藏原件，第二页。", "as asked by its agency")


@pytest.mark.parametrize(
    ("sidecar", "line", "words"),
    [
        ("year: 2009\nyaer: 2009", 2, "yaer"),
        ("year: 2009\nyear: 2010", 2, "duplicate key"),
        ("agency: x\nyear: 209", 2, "209"),
        ("published: 2009-02-30", 1, "published"),
        ("id: ../../etc", 1, "id"),
        ("a: &x [1]\nb: *x", 2, "aliases"),
        ("note: !!python/object:os.system x", 1, "tag"),
        ("note: " + "[" * 50 + "]" * 50, 1, "nested"),
        ("note: [", 1, ""),
    ],
)
def test_a_wrong_sidecar_is_an_error_with_its_line_and_only_its_capture_is_refused(
    tmp_path: Path, sidecar: str, line: int, words: str
):
    put(tmp_path, "a.txt", SENTENCE)
    put(tmp_path, "b.txt", SENTENCE)
    put(tmp_path, "a.yaml", sidecar)
    sources, problems = read(tmp_path)
    assert list(sources) == ["reports/b.txt"]
    assert [(p.file, p.line) for p in problems] == [("reports/a.yaml", line)]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("code: 0650105\nok: no\nat: 12:30", {"code": "0650105", "ok": "no", "at": "12:30"}),
        ("", {}),
        ("a: [x, {b: c}]", {"a": ["x", {"b": "c"}]}),
    ],
)
def test_scalars_stay_the_characters_that_were_written(text: str, data: object):
    assert load(text).data == data


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(YamlError):
        load("[" * 100_000)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一、概述</p><p>共<b>3</b>条</p>", "一、概述\n共3条\n"),
        ("<body><script>x</script><nav>首页</nav><p hidden>x</p><p style='display:none'>x</p><p>文</p>", "文\n"),
        ("<table><tr><td>规章</td><td>0</td></tr></table>", "规章\t0\n"),
        ("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>", "甲\t1\n\t2\n"),
        ("<table><tr><td colspan=2>甲</td><td>1</td></tr></table>", "甲\t\t1\n"),
        ("<table><tr><td>外<table><tr><td>规章<td>0</table></td></tr></table>", "外\n规章\t0\n"),
        ("<table><tr><td><p>一、概述</p><p>公开3条。</p></td></tr></table>", "一、概述\n公开3条。\n"),
        ("<ul><li>甲<table><caption>表<tr><td>规章<td>0</table></ul>", "甲\n表\n规章\t0\n"),
        ("<p style='font-size:0'>x</p><p style='left: -999px'>x</p><p style='font-size:0.9em'>文</p>", "文\n"),
        ("<pre>一、概述\n公开3条。</pre>", "一、概述\n公开3条。\n"),
        ("<p>a<br>b &lt;script&gt;</p>", "a\nb <script>\n"),
    ],
)
def test_html_gives_its_readable_text_and_tables_keep_their_places(html: str, text: str):
    assert extract_text(html) == text
