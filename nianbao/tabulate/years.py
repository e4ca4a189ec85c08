"""Reporting years: their order, the year before, the eras whose definitions differ."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

# The first reporting year of each national form: 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
FORM_SINCE = {"statistics_2014": 2014, "form_2019": 2019, "form_2021": 2021}


class Break(IntEnum):
    """The first year after which a series means something else."""

    STATISTICS = 2014
    REGULATION = 2019
    FORM = 2021


def in_order(year: str) -> tuple[int, int]:
    """A key that sorts calendar and academic years.

    >>> sorted(["2014", "2013-2014", "2013"], key=in_order)
    ['2013', '2013-2014', '2014']
    """
    return int(year[:4]), int(year[-4:])


def follows(earlier: str, later: str) -> bool:
    """Whether one reporting year is the next after another.

    >>> follows("2018", "2019"), follows("2012-2013", "2013-2014"), follows("2018", "2020")
    (True, True, False)
    """
    (start, end), (next_start, next_end) = in_order(earlier), in_order(later)
    return (start + 1, end + 1) == (next_start, next_end)


def whole_range(years: Iterable[str]) -> tuple[str, ...]:
    """Every calendar year from the first to the last, and the academic years that occur.

    >>> whole_range(["2010", "2008", "2008-2009"])
    ('2008', '2008-2009', '2009', '2010')
    """
    known = set(years)
    ends = [end for year in known for end in in_order(year)]
    calendar = {str(year) for year in range(min(ends), max(ends) + 1)} if any("-" not in year for year in known) else set()
    return tuple(sorted(known | calendar, key=in_order))


def era_of(year: str) -> str:
    """The form that the state prescribed for a year, `prose` before there was one.

    >>> [era_of(year) for year in ("2008", "2018", "2019", "2022")]
    ['prose', 'statistics_2014', 'form_2019', 'form_2021']
    """
    return max(
        (form for form, since in FORM_SINCE.items() if in_order(year)[1] >= since), key=FORM_SINCE.__getitem__, default="prose"
    )


def breaks_between(earlier: str, later: str) -> tuple[Break, ...]:
    """The breaks that lie between two reporting years; none within an era.

    >>> breaks_between("2008", "2014"), breaks_between("2014", "2018")
    ((<Break.STATISTICS: 2014>,), ())
    """
    return tuple(at for at in Break if in_order(earlier)[1] < at <= in_order(later)[1])
