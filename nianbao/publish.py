"""WRITES: pages -> site, all or nothing: at every moment the output folder is a whole site, the old one or the new one.

A build works beside the output folder, on the same file system, in a workshop `.{site}.nianbao/` that is gone when it
ends: `lock`, held while a build runs; `new-…`, the site being written; `old`, the site before, where two folders can't be
exchanged in one step. The finished site takes the other's place by one system call (Linux), else by two renames, of
which the next start takes back the first if the second never came. What a killed build left is removed at that start.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from nianbao.errors import ConfigurationError, NianbaoError
from nianbao.model import Page

SUMS = "SHA256SUMS"
# Proves that a folder is ours. Visible, and so not left out by hosts that skip hidden files; in SHA256SUMS like any other.
MARKER = Page(
    path="generated-by-nianbao.txt",
    content="This folder is generated and replaced as a whole by every build. Keep nothing of your own in it.\n"
    "本文件夹由程序生成，每次构建都会整体替换，请勿在此存放其他文件。\n".encode(),
)
REPOSITORIES = (".git", ".hg", ".svn")  # somebody keeps the site under version control in place
SEGMENT = r"\.?[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"  # no `..`, nothing that a system or a host reads otherwise
PATH = re.compile(rf"{SEGMENT}(?:/{SEGMENT})*")
NEW, OLD, LOCK = "new-", "old", "lock"
MISTAKE = "this is a mistake of nianbao: report it"
ATTEMPTS = 100  # a lock that vanishes that often while it is taken does so for another reason than builds that end

RENAME_EXCHANGE = 2  # linux/fs.h
AT_FDCWD = -100  # fcntl.h: relative paths are relative to the working directory
NOT_SUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}  # by the kernel, by the file system
REMEDIES = {
    errno.ENOSPC: "free space on the disk and build again",
    errno.EDQUOT: "free space on the disk and build again",
    errno.EACCES: "allow writing there, or give another folder with --site",
    errno.EPERM: "allow writing there, or give another folder with --site",
    errno.EROFS: "give a folder on a disk that can be written to with --site",
    errno.EBUSY: "give a folder that is no mount point with --site",
}


class PublishError(NianbaoError):
    """The site could not be published; what was published before is untouched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The site being written. What other programs write into `folder` is part of it, and of SHA256SUMS, all the same.

    `digests`: SHA-256 by path of all that `write` wrote; files without one are read again at the end. Workers that write
    pages of their own to a copy of the stage hand theirs back, and spare the build that.
    """

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def write(self, page: Page) -> None:
        """Write one page. Raises PublishError where its path leaves the site or is taken, or the disk is full."""
        if not PATH.fullmatch(page.path):
            raise PublishError(f"{page.path!r} is no path within the site", MISTAKE)
        with explained(page.path):
            self._make_folder(page.path.rpartition("/")[0])
            try:
                file = (self.folder / page.path).open("xb")
            except FileExistsError:
                raise PublishError(f"{page.path}: two files of the site claim this path", MISTAKE) from None
            with file:
                file.write(page.content)
        self.digests[page.path] = hashlib.sha256(page.content).hexdigest()

    def _make_folder(self, path: str) -> None:
        if path not in self.folders:
            (self.folder / path).mkdir(parents=True, exist_ok=True)
            self.folders.add(path)


@contextmanager
def staging(site: Path) -> Iterator[Stage]:
    """A stage to write a whole site to; it is published when the block ends well, and gone without a trace when not.

    Raises ConfigurationError where `site` is a folder that nianbao did not make, PublishError where another build is
    writing it or the disk can't be written to.
    """
    site = Path(os.path.realpath(site))
    refuse_foreign(site)
    workshop = site.with_name(f".{site.name}.nianbao")
    with locked(workshop):
        with explained(site):
            recover(site, workshop)
            stage = Stage(folder=workshop / f"{NEW}{secrets.token_hex(4)}")
            stage.folder.mkdir()
        stage.write(MARKER)
        yield stage
        with explained(site):
            stage.write(Page(path=SUMS, content=list_digests(stage)))
            put_in_place(stage.folder, site)


@contextmanager
def explained(where: object) -> Iterator[None]:
    """Turn what the operating system says into an error with a remedy."""
    try:
        yield
    except OSError as error:
        remedy = REMEDIES.get(error.errno or 0, "see that the folder can be written to and build again")
        raise PublishError(f"{where}: cannot be written ({error.strerror or error})", remedy) from error


def refuse_foreign(site: Path) -> None:
    """Raise ConfigurationError unless the output folder is missing, empty or a site that nianbao made."""
    if not os.path.lexists(site):
        return
    if not site.is_dir():
        raise ConfigurationError(f"{site}: is no folder", "give another with --site")
    if os.path.ismount(site):
        raise ConfigurationError(f"{site}: is a mount point and can't be exchanged", "give a folder inside it with --site")
    with explained(site):
        names = os.listdir(site)  # noqa: PTH208 - names are wanted, not paths
    if names and not is_ours(site):
        raise ConfigurationError(f"{site}: holds files that nianbao did not make", "empty it, or give another folder with --site")
    for name in set(REPOSITORIES).intersection(names):
        raise ConfigurationError(f"{site / name}: would be lost, as a build replaces the folder", "keep the repository elsewhere")
    if not os.access(site, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PublishError(f"{site}: cannot be written ({os.strerror(errno.EACCES)})", REMEDIES[errno.EACCES])


def is_ours(site: Path) -> bool:
    """Whether the marker is there, whole: anyone might name a file like it."""
    try:
        return (site / MARKER.path).read_bytes() == MARKER.content
    except OSError:
        return False


@contextmanager
def locked(workshop: Path) -> Iterator[None]:
    """Keep other builds out, and leave nothing behind. The system frees the lock of a process that is killed."""
    with explained(workshop.parent):
        lock = take_lock(workshop)
    try:
        yield
    finally:
        with suppress(OSError):
            empty(workshop)
            (workshop / LOCK).unlink()  # last, since a workshop without a lock but with files is not taken for ours
            workshop.rmdir()
        lock.close()


def take_lock(workshop: Path) -> BinaryIO:
    """The lock, taken; PublishError where another build holds it.

    A record lock belongs to the process: workers that outlive a killed build don't keep it.
    """
    for _ in range(ATTEMPTS):
        workshop.mkdir(parents=True, exist_ok=True)
        if (names := os.listdir(workshop)) and LOCK not in names:  # noqa: PTH208 - names are wanted, not paths
            raise ConfigurationError(f"{workshop}: holds files that nianbao did not make", "move it away: builds work there")
        with suppress(FileNotFoundError):  # a build that ended has just removed it
            lock = (workshop / LOCK).open("ab")
            if hold(lock, workshop):
                return lock
            lock.close()
    raise PublishError(f"{workshop}: its lock cannot be taken", "remove the folder if no build is running")


def hold(lock: BinaryIO, workshop: Path) -> bool:
    """Lock an open lock file; False where it is not the one of the workshop any more."""
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        lock.close()
        raise PublishError(f"{workshop}: another build is writing this site", "wait until it ends, then build again") from None
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock.fileno()), (workshop / LOCK).stat())
    return False


def recover(site: Path, workshop: Path) -> None:
    """Bring back a site whose successor never came, and remove what killed builds left."""
    old = workshop / OLD
    if old.is_dir() and not site.exists():
        old.rename(site)
    empty(workshop)


def empty(workshop: Path) -> None:
    """Remove everything but the lock."""
    for path in workshop.iterdir():
        if path.name != LOCK:
            shutil.rmtree(path, ignore_errors=True)


def list_digests(stage: Stage) -> bytes:
    """The content of SHA256SUMS, as `sha256sum --check` reads it: every file of the stage, sorted by path."""
    digests = {path: stage.digests.get(path) or digest_of(stage.folder / path) for path in list_files(stage.folder)}
    refuse_twins(digests)
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("ascii")


def list_files(folder: Path) -> Iterator[str]:
    """Paths of all files, relative to the folder. Raises PublishError for anything that is neither folder nor file."""
    # Not pathlib's: 50,000 folders of 10,000 reports take 0.4 s here.
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False) and PATH.fullmatch(path):
                    yield path
                else:
                    raise PublishError(f"{path!r} is no file or no path within the site", "see which program wrote it")


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def refuse_twins(paths: Iterable[str]) -> None:
    """Raise PublishError for paths that some systems take for one."""
    seen: dict[str, str] = {}
    for path in paths:
        twin = seen.setdefault(path.lower(), path)
        if twin != path:
            raise PublishError(f"{path} and {twin} differ in case alone", MISTAKE)


def put_in_place(new: Path, site: Path) -> None:
    """Let the new site take the old one's place. What was there before ends up in the workshop."""
    refuse_foreign(site)  # again: a long build leaves time to put things there
    if site.exists():
        shutil.copymode(site, new)
    flush(new)
    if not is_ours(site):
        new.rename(site)  # one step, over an empty folder too
    elif not exchange(new, site):
        trade(new, site, new.with_name(OLD))


def flush(folder: Path) -> None:
    """Have the disk hold what was written, once for all files, so that a power cut finds no empty ones in a published site."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    opened = os.open(folder, os.O_RDONLY)
    try:
        if syncfs is not None and syncfs(opened) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(opened)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system knows no such call."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def trade(new: Path, site: Path, old: Path) -> None:
    """Exchange by two renames, the first taken back where the second fails; `recover` does so after a kill between them."""
    site.rename(old)
    try:
        new.rename(site)
    except BaseException:
        old.rename(site)
        raise
