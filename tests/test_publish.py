"""Publishing is all or nothing: whatever happens, the output folder holds a whole site, or what was there before."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from nianbao import publish
from nianbao.errors import ConfigurationError
from nianbao.model import Page
from nianbao.publish import MARKER, SUMS, PublishError, staging

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("NIANBAO_KILLS", "6"))  # kills at any moment; raise it for a long loop
PAGES = 40
NOBODY = 65534
NO_PATHS = (
    "|/|/etc/x|../x|a/../../x|a/..|./a|a//b|a/|.|..|a\\b|C:x|a\0b|a b|年报.html|a\n|a/b.|~root|a%2e|a?b|a#b|a*b|-|.-".split("|")  # noqa: SIM905 - as a list it would fill a page
)

# A build in a process of its own: writes pages of one version, and kills itself at a moment that is named after a
# function of publish, or waits to be killed.
CHILD = """
import os, signal, sys, time
from pathlib import Path
from nianbao import publish
from nianbao.errors import NianbaoError
from nianbao.model import Page

site, version, pages, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
when, _, name = moment.partition(" ")

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def then_die(function):
    return lambda *arguments: (function(*arguments), die())

if when == "before":
    setattr(publish, name, die)
elif when == "after":
    setattr(publish, name, then_die(getattr(publish, name)))
elif when == "between":
    publish.exchange = lambda *_: False
    Path.rename = then_die(Path.rename)

try:
    with publish.staging(site) as stage:
        print("writing", flush=True)
        for n in range(pages):
            stage.write(Page(path=f"folder/{n}.txt", content=version.encode()))
            time.sleep(0.001 if when == "slowly" else 0)
        if when == "wait":
            time.sleep(60)
except NianbaoError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def start(site: Path, version: str, moment: str = "", pages: int = PAGES) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(site), version, str(pages), moment]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(child: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = child.communicate(timeout=60)
    return child.returncode, errors


def build(site: Path, version: str = "1", paths: tuple[str, ...] = ("index.html", "hans/report/u-2008/text.txt")) -> None:
    with staging(site) as stage:
        for path in paths:
            stage.write(Page(path=path, content=version.encode()))


def begin(site: Path, expected: str = "") -> None:
    """A build that fails of its own after its first page; by then the folder holds what is expected."""
    with staging(site) as stage:
        stage.write(Page(path="index.html", content=b"unfinished"))
        assert not expected or assert_whole(site) == expected
        raise KeyError


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_whole(site: Path) -> str:
    """Every file is in SHA256SUMS with its digest, and nothing else is; returns the version that all pages have."""
    files = files_of(site)
    sums = files.pop(SUMS).decode("ascii")
    assert sums == "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    assert files.pop(MARKER.path) == MARKER.content
    assert len(set(files.values())) == 1
    return next(iter(files.values())).decode()


def assert_nothing_beside(site: Path) -> None:
    assert [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions bind everyone but root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anyone may enter; pytest's own may be entered by its owner only."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(folder)


# --- what is published


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path):
    site = tmp_path / "a" / "b" / "site"
    build(site)
    assert assert_whole(site) == "1"
    assert_nothing_beside(site)


def test_an_empty_folder_is_accepted_and_keeps_its_permissions(site: Path):
    site.mkdir()
    site.chmod(0o750)
    build(site)
    assert assert_whole(site) == "1"
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_new_site_takes_the_place_of_the_old_one_whole(site: Path):
    build(site, "1", ("index.html", "gone/index.html"))
    build(site, "2", ("index.html",))
    assert assert_whole(site) == "2"
    assert not (site / "gone").exists()
    assert_nothing_beside(site)


def test_the_same_happens_where_folders_cannot_be_exchanged_in_one_step(site: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    build(site, "1")
    build(site, "2")
    assert assert_whole(site) == "2"
    assert_nothing_beside(site)


def test_folders_are_exchanged_in_one_step_on_linux(tmp_path: Path):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not publish.exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this system or file system cannot exchange two folders")
    assert (tmp_path / "a" / "b").exists()
    assert (tmp_path / "b" / "a").exists()


def test_the_checksums_are_what_sha256sum_reads(site: Path):
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    build(site)
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=site, check=False).returncode == 0


def test_files_that_other_programs_write_to_the_stage_are_published_and_in_the_checksums(site: Path):
    with staging(site) as stage:
        stage.write(Page(path="pagefind/own.js", content=b"1"))
        (stage.folder / "pagefind" / "fragment").mkdir()
        (stage.folder / "pagefind" / "fragment" / "un_1f.pf_fragment").write_bytes(b"1")
    assert assert_whole(site) == "1"
    assert (site / "pagefind" / "fragment" / "un_1f.pf_fragment").exists()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert assert_whole(tmp_path / "real") == "1"


# --- what is refused


@pytest.mark.parametrize("path", NO_PATHS)
def test_a_path_that_leaves_the_site_or_is_no_plain_name_is_refused(site: Path, path: str):
    with pytest.raises(PublishError, match="no path within the site"):
        build(site, "1", (path,))
    assert list(site.parent.iterdir()) == []


@pytest.mark.parametrize(
    "path", ["index.html", "404.html", "hans/report/650105-2008-2/text.txt", ".nojekyll", "pagefind/wasm.un_1.pagefind"]
)
def test_a_plain_path_is_written(site: Path, path: str):
    build(site, "1", (path,))
    assert (site / path).read_bytes() == b"1"


@pytest.mark.parametrize(
    ("paths", "what"),
    [
        (("a/index.html", "a/index.html"), "two files of the site claim this path"),
        (("a/index.html", "A/index.html"), "differ in case alone|two files of the site claim"),
        (("a", "a/b"), "cannot be written"),
        (("a/b", "a"), "two files of the site claim this path"),
    ],
)
def test_paths_that_collide_are_refused(site: Path, paths: tuple[str, ...], what: str):
    build(site, "0")
    with pytest.raises(PublishError, match=what):
        build(site, "1", paths)
    assert assert_whole(site) == "0"
    assert_nothing_beside(site)


def test_a_link_among_the_files_of_another_program_is_refused(site: Path):
    with pytest.raises(PublishError, match="no file"), staging(site) as stage:
        (stage.folder / "pagefind").symlink_to("/")
    assert not site.exists()


@pytest.mark.parametrize(
    "path",
    ["thesis.tex", MARKER.path, SUMS, ".git/config", "content/reports/a.txt"],
)
def test_a_folder_that_nianbao_did_not_make_is_refused_and_left_alone(site: Path, path: str):
    (site / path).parent.mkdir(parents=True)
    (site / path).write_text("mine")
    with pytest.raises(ConfigurationError, match="did not make"):
        build(site)
    assert files_of(site) == {path: b"mine"}
    assert_nothing_beside(site)


def test_a_file_in_place_of_the_folder_is_refused(site: Path):
    site.write_text("mine")
    with pytest.raises(ConfigurationError, match="no folder"):
        build(site)
    assert site.read_text() == "mine"


def test_a_mount_point_is_refused():
    with pytest.raises(ConfigurationError, match="mount point"):
        build(Path("/"))


def test_a_repository_inside_the_output_folder_is_not_lost(site: Path):
    build(site)
    (site / ".git").mkdir()
    with pytest.raises(ConfigurationError, match="would be lost"):
        build(site)
    assert (site / ".git").exists()


def test_what_is_put_into_the_folder_while_a_build_runs_is_not_lost(site: Path, tmp_path: Path):
    (tmp_path / "mine" / "thesis").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match="did not make"), staging(site):
        (tmp_path / "mine").rename(site)
    assert (site / "thesis").is_dir()


def test_a_folder_of_somebody_else_where_builds_work_is_left_alone(site: Path):
    workshop = site.parent / ".site.nianbao"
    workshop.mkdir()
    (workshop / "mine").touch()
    with pytest.raises(ConfigurationError, match="did not make"):
        build(site)
    assert (workshop / "mine").exists()


# --- what goes wrong


def test_an_error_while_pages_are_made_publishes_nothing(site: Path):
    build(site, "1")
    with pytest.raises(KeyError):
        begin(site)
    assert assert_whole(site) == "1"
    assert_nothing_beside(site)


@pytest.mark.parametrize("name", ["index.html", SUMS])
def test_a_full_disk_leaves_the_site_before(site: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    build(site, "1")
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode: real(Path("/dev/full") if path.name == name else path, mode.replace("x", "w"))
    )
    with pytest.raises(PublishError, match=r"No space left on device.*: free space"):
        build(site, "2")
    monkeypatch.undo()
    assert assert_whole(site) == "1"
    assert_nothing_beside(site)
    build(site, "3")
    assert assert_whole(site) == "3"


def test_a_full_disk_at_the_exchange_leaves_the_site_before(site: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    build(site, "1")
    monkeypatch.setattr(publish, "exchange", full)
    with pytest.raises(PublishError, match="No space left"):
        build(site, "2")
    assert assert_whole(site) == "1"
    assert_nothing_beside(site)


def test_a_second_rename_that_fails_is_taken_back(site: Path, monkeypatch: pytest.MonkeyPatch):
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name.startswith("new-"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return real(path, target)

    build(site, "1")
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PublishError, match="busy"):
        build(site, "2")
    assert assert_whole(site) == "1"
    assert_nothing_beside(site)


def test_a_read_only_parent_is_told_clearly(open_folder: Path):
    site = open_folder / "site"
    build(site)
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(PublishError, match=r"Permission denied.*: allow writing there"):
        build(site, "2")
    assert assert_whole(site) == "1"


def test_a_read_only_site_is_told_clearly(open_folder: Path):
    open_folder.chmod(0o777)
    with as_nobody():
        build(open_folder / "site")
        (open_folder / "site").chmod(0o555)
        with pytest.raises(PublishError, match=r"Permission denied.*: allow writing there"):
            build(open_folder / "site", "2")
    assert assert_whole(open_folder / "site") == "1"
    assert_nothing_beside(open_folder / "site")


def test_a_parent_that_is_a_file_is_told_clearly(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(PublishError, match="cannot be written"):
        build(tmp_path / "file" / "site")


# --- kills


@pytest.mark.parametrize(
    ("moment", "version"),
    [
        ("after take_lock", "1"),
        ("before recover", "1"),
        ("after recover", "1"),
        ("after list_digests", "1"),
        ("before put_in_place", "1"),
        ("before exchange", "1"),
        ("after exchange", "2"),
        ("after put_in_place", "2"),
        ("between two renames", None),
    ],
)
def test_a_build_killed_at_any_step_leaves_a_whole_site_and_no_lock(site: Path, moment: str, version: str | None):
    build(site, "1")
    code, errors = finish(start(site, "2", moment))
    assert (code, errors) == (-signal.SIGKILL, "")
    if version:
        assert assert_whole(site) == version
    else:
        assert not site.exists()
    with pytest.raises(KeyError):
        begin(site, version or "1")  # brings back what was there
    build(site, "3")
    assert assert_whole(site) == "3"
    assert_nothing_beside(site)


def test_builds_killed_at_random_moments_leave_a_whole_site(site: Path):
    moments = random.Random(5)  # noqa: S311 - moments, not secrets
    build(site, "0")
    versions = {"0"}
    for kill in range(KILLS):
        versions.add(f"v{kill}")
        child = start(site, f"v{kill}", "slowly")
        with suppress(subprocess.TimeoutExpired):
            child.wait(moments.uniform(0.02, 0.25))
        child.kill()
        child.communicate()
        assert assert_whole(site) in versions
    build(site, "end")
    assert assert_whole(site) == "end"
    assert_nothing_beside(site)


# --- two at once


def test_a_second_build_says_that_another_is_running_and_a_killed_one_holds_no_lock(site: Path):
    build(site, "0")
    child = start(site, "1", "wait")
    try:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(PublishError, match="another build is writing this site: wait"):
            build(site, "2")
        assert assert_whole(site) == "0"
    finally:
        child.kill()
        child.communicate()
    build(site, "3")
    assert assert_whole(site) == "3"
    assert_nothing_beside(site)


def test_builds_started_together_leave_one_whole_site(site: Path):
    children = [start(site, str(n), "slowly") for n in range(4)]
    codes = [finish(child) for child in children]
    assert {code for code, _ in codes} <= {0, 3}
    assert all("another build is writing" in errors for code, errors in codes if code)
    assert codes[int(assert_whole(site))][0] == 0
    assert_nothing_beside(site)


def test_workers_that_outlive_a_killed_build_do_not_keep_its_lock(site: Path):
    script = CHILD.replace("time.sleep(60)", "os.fork() or time.sleep(30); die()")
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(site), "1", "1", "wait"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert child.wait(timeout=30) == -signal.SIGKILL
    build(site, "2")
    assert assert_whole(site) == "2"


def test_pages_of_workers_are_in_the_checksums_whether_they_hand_back_their_digests_or_not(site: Path):
    with staging(site) as stage:
        worker = publish.Stage(folder=stage.folder)
        worker.write(Page(path="a/index.html", content=b"1"))
        stage.digests.update(worker.digests)
        publish.Stage(folder=stage.folder).write(Page(path="b/index.html", content=b"1"))
    assert assert_whole(site) == "1"


# --- the whole build.py, search included

KILLS_OF_BUILDS = int(os.environ.get("NIANBAO_KILLS", "3"))
RUN = 'sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name="__main__")'
WITHOUT_PAGEFIND = f'import runpy, sys; sys.modules["pagefind_bin"] = None; {RUN}'


def run(site: Path, *before: str) -> subprocess.Popen[str]:
    command = [sys.executable, *before, str(ROOT / "build.py"), "--site", str(site), "--clean"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def digests_hold(site: Path) -> bool:
    lines = (site / SUMS).read_text(encoding="ascii").splitlines()
    listed = {path: digest for digest, path in (line.split("  ") for line in lines)}
    found = {path: hashlib.sha256(data).hexdigest() for path, data in files_of(site).items() if path != SUMS}
    return listed == found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("whole") / "site"
    assert finish(run(site))[0] == 0
    assert (site / "pagefind").is_dir()
    return site


def test_a_build_without_pagefind_is_exit_code_3_and_leaves_the_site_before(published: Path):
    before = files_of(published)
    code, errors = finish(run(published, "-c", WITHOUT_PAGEFIND))
    assert code == 3
    assert "Pagefind cannot be run" in errors
    assert "Traceback" not in errors
    assert files_of(published) == before
    assert_nothing_beside(published)


def test_builds_killed_at_random_moments_leave_the_site_before_or_the_new_one_whole(published: Path):
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS_OF_BUILDS):
        child = run(published)
        with suppress(subprocess.TimeoutExpired):
            child.wait(moments.uniform(0.6, 2.5))
        child.kill()
        child.communicate()
        assert digests_hold(published)
    assert finish(run(published))[0] == 0
    assert digests_hold(published)
    assert_nothing_beside(published)


def test_a_disk_that_fills_up_anywhere_in_a_build_leaves_the_site_before(published: Path):
    before = files_of(published)
    for largest in (1_000, 30_000, 60_000):  # bytes a file may have: pages fail, then data files, then the search index
        script = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest})); {RUN}"
        code, errors = finish(run(published, "-c", script))
        assert code == 3, largest
        assert "Traceback" not in errors
        assert files_of(published) == before
        assert_nothing_beside(published)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_workers_end_with_a_build_that_is_killed():
    script = "import time\nfrom nianbao.pool import spread\nlist(spread(time.sleep, [60] * 400, 2))"
    child = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, start_new_session=True)
    assert eventually(lambda: len(members(child.pid)) == 3)
    child.kill()
    child.wait()
    assert eventually(lambda: members(child.pid) == [])


def members(session: int) -> list[str]:
    """The processes of a session that have not ended."""
    stats = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [state for state, _, _, its_session, *_ in stats if int(its_session) == session and state != "Z"]


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while not holds() and time.monotonic() < until:
        time.sleep(0.1)
    return holds()


def test_of_two_whole_builds_at_once_one_says_that_the_other_runs(published: Path):
    codes = [finish(child) for child in [run(published), run(published)]]
    assert {code for code, _ in codes} <= {0, 3}
    assert any(code == 0 for code, _ in codes)
    assert all("another build is writing" in errors for code, errors in codes if code)
    assert digests_hold(published)
    assert_nothing_beside(published)
