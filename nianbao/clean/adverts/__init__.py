"""Second phase, withheld: advertising of hijacked pages and spam copies. Found by shape and repetition, never by a word alone."""

from __future__ import annotations

from nianbao.clean.adverts.addresses import mark_replaced_addresses
from nianbao.clean.adverts.keywords import drop_advert_bars
from nianbao.clean.adverts.lures import mark_advertised_names
from nianbao.clean.adverts.terms import mark_adverts
from nianbao.clean.rule import Rule

RULES = (
    Rule(mark_replaced_addresses, withheld=True),
    Rule(mark_advertised_names, withheld=True),
    Rule(drop_advert_bars, withheld=True),
    Rule(mark_adverts, withheld=True),
)
