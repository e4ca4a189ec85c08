"""config.yaml: what a maintainer may change, validated as a whole, with the line of every mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from nianbao.errors import ConfigurationError
from nianbao.model import Script
from nianbao.strict_yaml import YamlError, load, validated

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$")]
Contact = Annotated[str, StringConstraints(pattern=r"^(?:https?://|mailto:)[!-~]+$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BothScripts(_Model):
    """A text of the interface, written by hand in both scripts."""

    hans: Text
    hant: Text

    def __getitem__(self, script: Script) -> str:
        """The text as written for a script."""
        return self.hans if script is Script.HANS else self.hant


class Limits(_Model):
    """What a capture may not exceed; above it, it is refused by name. And how much the host takes, which is told in time."""

    file_bytes: int = Field(default=5_000_000, gt=0)
    line_characters: int = Field(default=400_000, gt=0)
    lines: int = Field(default=50_000, gt=0)
    seconds: float = Field(default=10, gt=0)  # of processor time
    site_bytes: int = Field(default=1_000_000_000, gt=0)  # what the host takes; the build warns before


class Config(_Model):
    """The whole configuration; paths are absolute once `read_config` has seen them."""

    title: BothScripts
    tagline: BothScripts
    base_url: Address
    contact: Contact
    repository: Address
    licence: Text = "CC0-1.0"
    data_version: Text = "1"
    content: Path = Path("content")
    site: Path = Path("site")
    quotation_marks: bool = True
    search_shard: int = Field(default=500, gt=0)
    limits: Limits = Limits()
    search: bool = Field(default=True, exclude=True)  # --no-search
    jobs: int = Field(default=0, ge=0, exclude=True)  # --jobs; 0 means all cores
    cache: Path | None = Field(default=None, exclude=True)  # what is dear to make and may be kept; None keeps nothing

    @property
    def base_path(self) -> str:
        """The path part of the site's address, with a slash at both ends: `/`, `/nianbao/`."""
        path = self.base_url.split("/", 3)[3:]
        return f"/{path[0].strip('/')}/" if path and path[0].strip("/") else "/"


def read_config(path: Path) -> Config:
    """Read and validate config.yaml. Raises ConfigurationError with every mistake, each with file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error})", "give a readable UTF-8 file with --config") from None
    try:
        config, errors = validated(Config, load(text))
    except YamlError as error:
        config, errors = None, (error,)
    if config is None:
        lines = "\n".join(f"{path}:{error.line}: {error.message}" for error in errors)
        raise ConfigurationError(lines, "see the comments in config.yaml")
    here = path.resolve().parent
    return config.model_copy(
        update={
            "content": here / config.content,
            "site": here / config.site,
            "base_url": config.base_url.rstrip("/"),
            "cache": here / ".cache",
        }
    )
