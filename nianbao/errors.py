"""Errors that a person can act on. Each knows what is wrong and what to do; `str` joins them in one line."""

from __future__ import annotations

from nianbao.model import Problem


class NianbaoError(Exception):
    """A failure with its remedy and the exit code of `build.py` that it leads to (INTERFACE.md)."""

    exit_code = 3

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}: {remedy}")
        self.message = message
        self.remedy = remedy


class ConfigurationError(NianbaoError):
    """Wrong usage or configuration, or an output folder that the program did not make."""

    exit_code = 2


class RefusedError(Exception):
    """A file that is not taken in: why, and what a person can do."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.remedy = code, remedy


def line_of(problem: Problem, folder: str = "") -> str:
    """A problem as printed to standard error: `content/reports/x.txt:3: what is wrong: what to do`.

    >>> from nianbao.model import Severity
    >>> problem = Problem(file="reports/x.yaml", severity=Severity.ERROR, code="yaml", message="bad", remedy="mend", line=3)
    >>> line_of(problem, "content")
    'content/reports/x.yaml:3: bad: mend'
    """
    where = f"{folder}/{problem.file}" if folder else problem.file
    place = f"{where}:{problem.line}" if problem.line else where
    return f"{place}: {problem.message}: {problem.remedy}"
