"""The commands as people run them: exit codes, messages, what is written and what is not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from conftest import ROOT, run_build

from nianbao import cli
from nianbao.config import Config
from nianbao.model import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of its own: configuration and two captures."""
    shutil.copy(ROOT / "config.yaml", tmp_path)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for path in sorted((tmp_path / "content" / "reports").glob("00[134]*")):
        path.unlink()
    return tmp_path


def run(archive: Path, *arguments: str):
    return run_build("--config", str(archive / "config.yaml"), *arguments)


def test_check_reads_everything_and_writes_nothing(archive: Path):
    result = run(archive, "check")
    assert result.returncode == 0, result.stderr
    assert not (archive / "site").exists()
    assert "2 reports" in result.stdout


def test_a_build_from_another_folder_writes_beside_its_configuration(archive: Path, tmp_path: Path):
    result = run_build("--config", str(archive / "config.yaml"), "--no-search", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (archive / "site" / "hans" / "report" / "650105-2008" / "index.html").exists()
    assert not list(archive.glob(".site*"))


def test_options_are_accepted_before_and_after_the_command(archive: Path):
    assert run_build("--config", str(archive / "config.yaml"), "check").returncode == 0
    assert run_build("check", "--config", str(archive / "config.yaml")).returncode == 0


def test_a_warning_is_exit_code_1_for_check_and_strict_publishes_nothing(archive: Path):
    (archive / "content" / "reports" / "x.txt").write_text("本年度工作有进展。\n", encoding="utf-8")
    check = run(archive, "check")
    assert check.returncode == 1
    assert "content/reports/x.txt: " in check.stderr
    strict = run(archive, "--strict", "--no-search")
    assert strict.returncode == 1
    assert not (archive / "site").exists()
    assert run(archive, "--no-search").returncode == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("search_shards: 3", "config.yaml:1: search_shards: unknown key"),
        ("search_shard: none", "config.yaml:1: search_shard"),
        ("base_url: ftp://x", "config.yaml:1: base_url"),
    ],
)
def test_a_wrong_configuration_is_exit_code_2_with_its_line(archive: Path, line: str, words: str):
    config = archive / "config.yaml"
    key = line.partition(":")[0]
    others = [other for other in config.read_text(encoding="utf-8").splitlines() if not other.startswith(f"{key}:")]
    config.write_text("\n".join([line, *others]), encoding="utf-8")
    result = run(archive)
    assert result.returncode == 2
    assert words in result.stderr


def test_wrong_usage_is_exit_code_2(archive: Path):
    assert run(archive, "--colour").returncode == 2
    assert run(archive, "explain", "no-such-report").returncode == 2


def test_a_folder_that_the_program_did_not_make_is_left_alone(archive: Path):
    (archive / "site").mkdir()
    (archive / "site" / "thesis.doc").write_text("mine", encoding="utf-8")
    assert run(archive, "--no-search").returncode == 2
    assert (archive / "site" / "thesis.doc").read_text(encoding="utf-8") == "mine"


def test_explain_shows_figures_exclusions_and_checks(archive: Path):
    result = run(archive, "explain", "650105-2008")
    assert result.returncode == 0, result.stderr
    for words in ("proactive_disclosure_total = 731条", "date: ", "sum_of_parts", "cleaning: "):
        assert words in result.stdout


def test_explain_decoded_prints_the_capture_to_the_character(archive: Path):
    capture = next((archive / "content" / "reports").glob("000*"))
    assert run(archive, "explain", "650105-2008", "--decoded").stdout == capture.read_text(encoding="utf-8")


def test_add_takes_a_capture_in_unaltered_and_says_what_is_left_to_do(archive: Path):
    capture = next((ROOT / "content" / "reports").glob("004*"))
    result = run(archive, "add", str(capture), "--captured", "2026-01-02")
    assert result.returncode == 0, result.stderr
    assert "650105-2018" in result.stdout
    assert "source_url" in result.stdout
    added = archive / "content" / "reports" / capture.name
    assert added.read_bytes() == capture.read_bytes()
    sidecar = added.with_suffix(".yaml").read_text(encoding="utf-8")
    assert "captured: '2026-01-02'" in sidecar
    known = [line for line in sidecar.splitlines() if line.startswith(("# agency: ", "# region_code: ", "# year: "))]
    assert len(known) == 3
    assert not [line for line in known if line.endswith("<- -")], "what is inferred is said with the way it is known"
    assert run(archive, "add", str(capture)).returncode == 2


def test_help_names_every_command():
    result = run_build("--help")
    assert result.returncode == 0
    assert all(name in result.stdout for name in ("check", "serve", "add", "explain", "--strict", "--no-search", "--base-url"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--jobs", "-3"), "--jobs: "),
        (("--base-url", "example"), "--base-url: "),
        (("serve", "--port", "99999"), "a port is a number from 0 to 65535"),
        (("serve", "--port", "-1"), "--port"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_named_in_one_line_and_nothing_is_built(
    archive: Path, arguments: tuple[str, ...], words: str
):
    result = run(archive, *arguments)
    assert result.returncode == 2
    assert words in result.stderr.splitlines()[-1]
    assert "pydantic" not in result.stderr
    assert "Traceback" not in result.stderr
    assert not (archive / "site").exists()


def test_a_mistake_of_the_program_is_one_line_and_exit_code_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def read(_config: Config, _progress: cli.Progress) -> Archive:
        raise KeyError("a key\nthat nobody expected")

    def write(_archive: Archive, _config: Config, _progress: cli.Progress) -> None:
        pytest.fail("nothing may be written")

    arguments = ["check", "--config", str(ROOT / "config.yaml")]
    monkeypatch.delenv("NIANBAO_DEBUG", raising=False)
    assert cli.main(read, write, arguments) == 3
    (line,) = capsys.readouterr().err.splitlines()
    for words in ("cli.py:", "KeyError", "the site published before is untouched", "NIANBAO_DEBUG=1"):
        assert words in line
    monkeypatch.setenv("NIANBAO_DEBUG", "1")
    assert cli.main(read, write, arguments) == 3
    assert capsys.readouterr().err.startswith("Traceback")


def test_a_reader_that_has_enough_ends_explain_without_complaint(archive: Path):
    command = f'"{sys.executable}" "{ROOT / "build.py"}" --config "{archive / "config.yaml"}" explain 650105-2008 | true'
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_serve_builds_anew_on_change_and_reloads_the_open_page(archive: Path):
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "--config",
        str(archive / "config.yaml"),
        "--no-search",
        "serve",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
        try:
            assert serving.stdout
            address = next(line for line in serving.stdout if line.startswith("serving")).split()[1]
            page = f"{address}hans/report/650105-2008/"
            assert f'src="{urlsplit(address).path}nianbao-reload"></script></head>' in got(page)
            assert json.loads(got(f"{address}id/650105-2008/index.json"))["report"]["report_id"] == "650105-2008"
            assert got(f"{address}hans/report/650105-2008/text.txt").startswith("2008年水磨沟区")
            assert "nianbao-reload" not in (archive / "site/hans/report/650105-2008/index.html").read_text()
            assert "location.reload()" in got(f"{address}nianbao-reload")
            assert got(f"{address}nianbao-reload?builds") == "0"
            sidecar = archive / "content" / "reports" / "000_9bba52a48c84ea19.yaml"
            sidecar.write_text("note: 第二次采集\n", encoding="utf-8")
            assert next(line for line in serving.stdout if line.startswith("open"))  # the end of the second build
            while got(f"{address}nianbao-reload?builds") == "0":
                time.sleep(0.05)
            assert "第二次采集" in got(page)
            (archive / "config.yaml").write_text("no_such_key: 1\n", encoding="utf-8")
            assert next(line for line in serving.stdout if "stays" in line)
            assert "第二次采集" in got(page)
        finally:
            serving.terminate()


def got(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode())
