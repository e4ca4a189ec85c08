"""Facts about written Chinese."""

from __future__ import annotations

import cn2an
import pytest

from nianbao.chinese import BELOW_HUNDRED


@pytest.mark.parametrize("numeral", BELOW_HUNDRED)
def test_small_numerals_are_what_the_library_reads(numeral: str):
    assert BELOW_HUNDRED[numeral] == cn2an.cn2an(numeral, "smart")
