"""Buttons, menus and links of a page in a row, and the words that data/chrome.yaml has for them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from nianbao.chinese import HAN
from nianbao.clean.words import any_of

SIGNS = r"\s|‖/·、>»›→<【】\[\]()（）「」—_,，;；:：×✕✖*+~^#@▲△▼▽◀▶◆◇■□●○★☆↑↓←«‹※◎〖〗-"
OTHER_SCRIPTS = (
    "\u0400-\u052f\u0600-\u06ff\u0e00-\u0fff\u1100-\u11ff\u1800-\u18af\u3040-\u30ff\uac00-\ud7af"  # names of languages
)
SEPARATORS = re.compile(f"[{OTHER_SCRIPTS}{SIGNS}]+")
STAMP = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?")
FEWEST_GLUED, LONGEST_BUTTONS = 2, 40
FEWEST_ENTRIES, LONGEST_ENTRY = 3, 10  # of a menu written as one line
FEWEST_IN_MENU, MENU_WORD = 4, re.compile(f"[{HAN}]{{2,7}}(?<![局委办镇乡县区市府院室处])")
FEWEST_WORDS_IN_ROW, LONGEST_WORD_IN_ROW = 6, 12
WORD_BORDER, CLAUSE = re.compile(r"[\s|]+"), re.compile("[，。；：:]")
BORDER = re.compile("[|·/@*→★☆]")
ENTRY_BORDER = re.compile(r"[\s|‖/·>»›→*@☆★◇◆□■○●※◎\-—–_]+")
# What a page prices a download at, and how quick it reads aloud.
MEASURE = r"(?:需要?|所需|下载)?[ :：]{0,2}\d{1,4} ?个?(?:积分|金币|文币|下载[券币点豆])|语速 ?[\d.]{1,4} ?[xX×倍]?"
BUTTON = re.compile(r"[\[【（(]([^\[\]【】（）()\n]{1,8})[\]】）)]")
BUTTONS = re.compile(rf"(?:{BUTTON.pattern}[ ]?){{2,12}}")
ENGLISH = re.compile(r"[\x20-\x7e©–’]*[A-Za-z]{2,20}[ :_,.'/-]{1,3}[A-Za-z]{2,20}[\x20-\x7e©–’]*")


@cache
def chrome_words() -> dict[str, list[str]]:
    """The lists of data/chrome.yaml by their names."""
    return dict(yaml.load((resources.files("nianbao.data") / "chrome.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@cache
def chrome_names(kind: str) -> frozenset[str]:
    """The words of one of these lists, to look a line up in."""
    return frozenset(chrome_words()[kind])


@cache
def widgets() -> re.Pattern[str]:
    """A button, where nothing goes on from it."""
    return re.compile(f"(?:我[要想])?{any_of(chrome_words()['widgets'])}(?![{HAN}A-Za-z0-9])|{MEASURE}")


@cache
def _sites() -> re.Pattern[str]:
    return re.compile(f"[{HAN}]{{0,12}}{any_of(chrome_words()['sites'])}")


def is_row_of_page(line: str) -> bool:
    """True for buttons, menus, links or labels in a row, and for a line of English."""
    if _is_button_row(line) or _is_glued(line) or _is_foreign(line):
        return True
    return bool(ENTRY_BORDER.search(line)) and (_is_stroke_row(line) or _is_site_list(line) or _is_menu_row(line))


def _is_button_row(line: str) -> bool:
    """True for a row of words in brackets, some of them known buttons.

    >>> _is_button_row("[打印] [推荐给好友] [关闭]"), _is_button_row("[2008] [甲]")
    (True, False)
    """
    return bool(BUTTONS.fullmatch(line)) and any(widgets().match(word) for word in BUTTON.findall(line))


def _is_stroke_row(line: str) -> bool:
    """True for labels with values, one of them a date, that nothing sets apart but blanks and strokes.

    >>> _is_stroke_row("日期 2014-01-20 | 来源 水务局 | 点击 33"), _is_stroke_row("来源 3 | 点击 33")
    (True, False)
    """
    if line.partition(" ")[0] not in chrome_names("labels_with_colon"):
        return False
    pieces = [piece.strip().partition(" ") for piece in BORDER.split(line) if piece.strip()]
    labelled = len(pieces) > 1 and all(label in chrome_names("labels_with_colon") for label, _, _ in pieces)
    return labelled and any(STAMP.match(value) for _, _, value in pieces)


def _is_glued(line: str) -> bool:
    """True for buttons that the capture set one against the other.

    >>> _is_glued("打印关闭返回顶部"), _is_glued("微信微博客户端"), _is_glued("打印机")
    (True, False, False)
    """
    words, at = list[str](), 0
    while len(line) <= LONGEST_BUTTONS and (match := _button().match(line, at)):
        words, at = [*words, match[0]], match.end()
    return at == len(line) and len(set(words) - chrome_names("weak")) >= FEWEST_GLUED


@cache
def _button() -> re.Pattern[str]:
    return re.compile(any_of(word for word in chrome_words()["widgets"] if len(word) > 1))


def _is_foreign(line: str) -> bool:
    """True for a line of English: what programs, sites and shops say, and no report; addresses and numbers are none."""
    return bool(ENGLISH.fullmatch(line)) and not re.search(r"@|\d{5}|^[A-Z]{2,8}$|(?i:tel|fax|mail|www|http)", line)


def _is_site_list(line: str) -> bool:
    words = WORD_BORDER.split(line)
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return False
    if words[0] == "国务院":
        return all(word.endswith("政府") for word in words[1:])  # the governments above the site's own
    names_a_site = any(word.endswith(("网", "网站")) or widgets().fullmatch(word) for word in words)
    return names_a_site and all(_sites().fullmatch(word) or widgets().fullmatch(word) for word in words)


def _is_menu_row(line: str) -> bool:
    """True for a row of short words, half of which are known menus and buttons.

    >>> _is_menu_row("首页 走进某县 新闻中心 政务公开 办事服务"), _is_menu_row("行政许可 行政处罚 年报")
    (True, False)
    """
    words = row_words(line)
    if len(words) < FEWEST_ENTRIES or max(map(len, words)) > LONGEST_ENTRY:
        return False
    known = sum(1 for word in words if word in _entries())
    return known >= FEWEST_ENTRIES and known * 2 >= len(words)


@cache
def _entries() -> frozenset[str]:
    return frozenset(chrome_words()["menus"] + chrome_words()["widgets"])


def row_words(line: str) -> list[str]:
    """The words of a row that strokes, slashes, dots or spaces set apart."""
    return [word for word in ENTRY_BORDER.split(line) if word]


def is_button_row(line: str) -> bool:
    """True for a row of several different buttons and nothing else.

    >>> [is_button_row(line) for line in ("☆ 收藏 ☆ 投稿 ☆ 举报", "微信", "微信 12")]
    [True, False, False]
    """
    words = {word for word in SEPARATORS.split(line) if word}
    return len(words) >= FEWEST_ENTRIES and all(widgets().fullmatch(word) for word in words)


def is_word_row(line: str) -> bool:
    """True for a row of many short words and nothing else: a menu, or the cells of a table, but no prose.

    >>> is_word_row("首页|机构|领导|动态|政策|规划"), is_word_row("2014年，我局公开信息3条 其中 网站 公示栏 广播 其他")
    (True, False)
    """
    words = row_words(line)
    return len(words) >= FEWEST_WORDS_IN_ROW and max(map(len, words)) <= LONGEST_WORD_IN_ROW and not CLAUSE.search(line)


def is_short_menu(line: str) -> bool:
    """True for a row of a few short words, as a site's menu has them, none of them a name.

    >>> [is_short_menu(line) for line in ("县情概览 党务之窗 政务大厅 招商热线", "甲县水务局 甲县林业局 乙乡 丙镇", "水务 年报")]
    [True, False, False]
    """
    words = row_words(line)
    return len(words) >= FEWEST_IN_MENU and all(MENU_WORD.fullmatch(word) for word in words)
