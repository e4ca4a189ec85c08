"""Before everything else: what printing left, and the head or foot of every page. Later rules take the breaks of pages away."""

from __future__ import annotations

from nianbao.clean.printing.contents import drop_contents
from nianbao.clean.printing.folios import drop_numbers_at_breaks
from nianbao.clean.printing.heads import drop_running_heads
from nianbao.clean.printing.numbered_heads import drop_numbered_heads
from nianbao.clean.printing.paragraphs import join_printed_lines
from nianbao.clean.printing.radicals import unify_radicals
from nianbao.clean.rule import Rule

RULES = (
    Rule(unify_radicals, figures=True),
    Rule(drop_numbers_at_breaks, figures=True),
    Rule(drop_numbered_heads, figures=True),
    Rule(drop_running_heads, figures=True),
    Rule(drop_contents, figures=True),
    Rule(join_printed_lines),
)
