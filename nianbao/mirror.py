"""Packs a built site into one zip for mirrors: `make mirror`, or `python -m nianbao.mirror [config.yaml]`.

The same site gives the same bytes: paths in order, one time for all, no trace of the machine. Every file is held against
SHA256SUMS as it is packed, so that no mirror starts with a damaged one.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from nianbao.config import Config, read_config
from nianbao.errors import ConfigurationError, NianbaoError
from nianbao.publish import SUMS, PublishError, explained, is_ours

NAME = "nianbao-site.zip"
README = "README.txt"
TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
UNIX, PLAIN_FILE = 3, 0o100644 << 16
REBUILD = "build the site again, then run `make mirror`"
WORDS = """{title.hans}

这是网站 {base_url}/ 的完整副本，数据版本 {version}。
解压后放到任何静态网页服务器即可，例如在解压出的文件夹里运行：

    python3 -m http.server 8000

再打开 http://localhost:8000/ 。站内链接都是相对的，放在子目录也能用。
不经服务器直接打开文件时，没有搜索，文件夹的链接也打不开。
核对文件是否完整：sha256sum --check --quiet SHA256SUMS
许可：{licence}


{title.hant}

這是網站 {base_url}/ 的完整副本，數據版本 {version}。
解壓後放到任何靜態網頁服務器即可，例如在解壓出的文件夾裡運行：

    python3 -m http.server 8000

再打開 http://localhost:8000/ 。站內鏈接都是相對的，放在子目錄也能用。
不經服務器直接打開文件時，沒有搜索，文件夾的鏈接也打不開。
核對文件是否完整：sha256sum --check --quiet SHA256SUMS
許可：{licence}
"""


def pack(config: Config) -> Path:
    """Pack the site into a zip beside its folder; returns where it is. The one before stays whole until the new one is."""
    site, target = config.site, config.site.with_name(NAME)
    if not is_ours(site):
        raise ConfigurationError(f"{site}: holds no site that nianbao built", "run `make site` first")
    unfinished = target.with_name(f".{NAME}.{os.getpid()}")
    with explained(target):
        try:
            _write(unfinished, site, config)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target


def _write(target: Path, site: Path, config: Config) -> None:
    words = WORDS.format(title=config.title, base_url=config.base_url, version=config.data_version, licence=config.licence)
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as packed:
        _add(packed, README, words.encode())
        for path, digest in _listed(site):
            _add(packed, path, _read(site / path, digest))


def _read(file: Path, digest: str) -> bytes:
    content = file.read_bytes() if file.is_file() else None
    if content is None or (digest and hashlib.sha256(content).hexdigest() != digest):
        raise PublishError(f"{file}: is not what {SUMS} says", REBUILD)
    return content


def _listed(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of the site with its digest, in order; the list itself has none."""
    yield SUMS, ""
    for line in (site / SUMS).read_text(encoding="ascii").splitlines():
        digest, _, path = line.partition("  ")
        yield path, digest


def _add(packed: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, TIME)
    entry.create_system, entry.external_attr, entry.compress_type = UNIX, PLAIN_FILE, zipfile.ZIP_DEFLATED
    packed.writestr(entry, content)


def main(arguments: list[str]) -> int:
    """Pack the site of a configuration; returns the exit code."""
    try:
        target = pack(read_config(Path(arguments[0] if arguments else "config.yaml")))
    except NianbaoError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{target}: {target.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
