"""HTML pages: what is for reading stays, whatever a page's styles do to it; what is not goes by structure."""

from __future__ import annotations

import pytest

from nianbao.errors import RefusedError
from nianbao.markup import extract_text

BODY = "<p>本局主动公开政府信息三十六条，受理申请四件。</p><p>没有收费。</p><p>没有复议。</p>"
TEXT = "本局主动公开政府信息三十六条，受理申请四件。\n没有收费。\n没有复议。\n"
KEPT = {
    "an article that fades in": f'<div id=js_content style="visibility: hidden; opacity: 0;">{BODY}</div>',
    "a box whose size of nothing closes gaps": f"<div style='font-size:0'><b style='font-size:16px'>{BODY}</b></div>",
    "an opacity of nearly one": f'<div style="opacity:0.98">{BODY}</div>',
    "what styles hide and then show": f"<style>.a{{display:none}}.a.on{{display:block}}</style><div class='a on'>{BODY}</div>",
    "what is hidden in print": f"<style>@media print{{.a{{display:none}}}}</style><div class=a>{BODY}</div>",
    "what is shown in its place": f"<style>.a{{display:none}}</style><b class=a style=display:inline>{BODY[3:5]}</b>{BODY[5:]}",
    "most of the page, hidden until a script runs": f"<style>#a{{display:none}}</style><div id=a>{BODY}</div>",
    "the head of the article": f"<article><header><p>本局</p></header>{BODY.replace('本局', '', 1)}</article>",
    "a head of a page that marks no article": f"<header>{BODY}</header>",
}
GONE = {
    "by a class": f"<style>/* x */ p , .x1{{color:red;display:none}}</style>{BODY}<div class=x1>广告</div>",
    "by an id": f"<style>#k{{position:absolute;left:-9999px}}</style>{BODY}<div id=k>广告</div>",
    "faint": f"{BODY}<div style='font-size:0px'>广告</div><b style='opacity:0'>广告</b>",
    "one within the other": f"{BODY}<nav style='display:none'><form hidden><b style='display:none'>广告</b></form></nav>",
    "the head and foot of Word": f"{BODY}<div style='mso-element:footer'><p>— 3 —</p></div>",
    "the head and foot of a page": f"<header>某区政府</header><main>{BODY}</main><footer>主办</footer><aside>热点</aside>",
    "what is struck out": f"{BODY.replace('四件', '<s>三</s>四件')}",
    "templates and comments": f"{BODY}<script type=text/template><p>9条</p></script><template>8条</template><!-- 7条 -->",
}


@pytest.mark.parametrize("html", KEPT.values(), ids=KEPT.keys())
def test_what_is_for_reading_stays(html: str):
    assert extract_text(html).replace("\n", "") == TEXT.replace("\n", "")


@pytest.mark.parametrize("html", GONE.values(), ids=GONE.keys())
def test_what_is_not_for_reading_goes(html: str):
    assert extract_text(html) == TEXT


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("<td>8<span>25</span><td>48<wbr>21", "825\t4821"),
        ("<td>行政<br>许可<td><p>3</p><p>&nbsp;</p>", "行政许可\t3"),
        ("<td>规章<br>文件<td>1<br>12", "规章文件\t1 12"),
        ("<td><p>规章</p><p>文件</p><td><div>0</div><div>3</div>", "规章文件\t0 3"),
        ("<td>许可<sup>1</sup><td>48<sup>2</sup>", "许可¹\t48²"),
        ("<td>面积m<sup>2</sup><td>1<sup>[3]</sup>", "面积m²\t1[3]"),
    ],
)
def test_numbers_that_stand_apart_in_a_cell_do_not_become_one(cells: str, row: str):
    assert extract_text(f"<table><tr>{cells}</table>") == f"{row}\n"


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<frameset cols='20%,*'><frame src=menu.htm><frame src=nb.htm></frameset>", "menu.htm, nb.htm"),
        ("<p>某局年度报告</p><iframe src='/1.pdf'></iframe>", "/1.pdf"),
        ("<p>某局年度报告</p><a href='/files/1.PDF'>附件：年度报告</a>", "/files/1.PDF"),
        ("<p>某局年度报告</p><object data=a.swf></object>", "a.swf"),
    ],
)
def test_a_page_whose_report_is_in_a_frame_or_a_file_is_refused_with_its_place(html: str, place: str):
    with pytest.raises(RefusedError, match=place.replace(".", "[.]")) as refused:
        extract_text(html)
    assert (refused.value.code, bool(refused.value.remedy)) == ("elsewhere", True)


@pytest.mark.parametrize(
    "more", ["<iframe src=/counter.htm></iframe>", "<a href=1.doc>附件</a>", "<iframe src='about:blank'></iframe>"]
)
def test_a_page_that_holds_its_report_may_have_frames_and_files(more: str):
    assert extract_text(BODY + more).startswith(TEXT)
    assert extract_text(f"<table><tr><td>规章<td>0</table>{more}").startswith("规章\t0\n")
