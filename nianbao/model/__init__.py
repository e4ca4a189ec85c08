"""The nouns of the archive: frozen data that knows nothing of files or HTML.

Offsets are code points. `start`/`end` of an `Edit` count in the decoded capture; everywhere else they count in the
cleaned Simplified text, which both scripts share character for character.
"""

from __future__ import annotations

from nianbao.model.archive import Agency, Archive, Check, Evidence, Exclusion, Figure, Identity, Page, Problem, Quantity, Report
from nianbao.model.kinds import Attribution, Origin, Outcome, Qualifier, Script, Severity, Status
from nianbao.model.text import (
    Block,
    Cell,
    Cleaned,
    Document,
    Edit,
    Emendation,
    Facts,
    Heading,
    PageHead,
    Paragraph,
    Source,
    Suspicion,
    Table,
)

__all__ = [
    "Agency",
    "Archive",
    "Attribution",
    "Block",
    "Cell",
    "Check",
    "Cleaned",
    "Document",
    "Edit",
    "Emendation",
    "Evidence",
    "Exclusion",
    "Facts",
    "Figure",
    "Heading",
    "Identity",
    "Origin",
    "Outcome",
    "Page",
    "PageHead",
    "Paragraph",
    "Problem",
    "Qualifier",
    "Quantity",
    "Report",
    "Script",
    "Severity",
    "Source",
    "Status",
    "Suspicion",
    "Table",
]
