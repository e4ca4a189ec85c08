"""Lines of a page that are known by their form: a path, a footer, an attachment, a notice, the clock."""

from __future__ import annotations

import re

PLACE = re.compile("(?:您|你)?(?:现在|当前|目前)?(?:的)?(?:所在)?(?:的)?(?:位置|栏目)(?:是|为)? ?[:：>→]|(?:网站)?首页 ?[>»›→/-]")
PATH = re.compile(
    r"""
      [^<>。]{1,20}[>»›][^<>。]{1,30}[>»›]
    | (?:(?:>>|»)[ ]?[^<>»。|]{1,40}[| ]{0,3}){2}
    | \w{0,12}(?:门户网站|政府网站?|政务网)[ ]?[·_|—-][ ]?[^。，；：\d|]{0,12}(?:栏目|专栏|频道|年报|信息公开)$
    | [^<>。→]{0,20}(?:网|网站|门户|频道)[ ]?→ | [^。]{0,60}→[ ]?正文
    """,
    re.VERBOSE,
)
BLOCK = re.compile(r"索[ ]?[引取][ ]?号[:： ]{0,3}[A-Z]{0,4}\d[\w/-]{8,30}[ |][^。，]{0,80}$")  # whatever follows an index number
READ_ALOUD = re.compile(
    r"点击(?:此处)?(?:收听|播放|朗读)[^。，]{0,20}$|(?:语音|智能|全文)(?:播报|朗读|阅读|播放)(?![^\s\d:：/])|听全文$|[^。，]{0,8}语音阅读器$"
)
ATTACHMENT = re.compile(
    r"""
    (?:附件\d{0,2}[:：.、]?[ ]?|\d[.、][ ]?)?
    [^。；\n]{1,100}\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpg|png|pptx?|txt)
    (?:[ ]?[(（\[【][^)）\]】]{1,20}[)）\]】])?  # its size
    (?:[ ]?下载)?(?:[ ](?:大小|下载|次数|浏览|点击|格式|类型)[:： \d][^。]{0,60})?  # what a page says of it
    """,
    re.VERBOSE | re.IGNORECASE,
)
FOOTER = re.compile(
    r"""
      [>»·<\s]{0,4}[上下]一[篇条则页][:：].{0,100}$ | 上[篇条][:：].{0,60}[ |]下[篇条][:：].{0,60}$
    | Copyright | copyright | © | 版权所有 | 网站标识码 | 建议使用.{0,20}浏览器
    | 友情链接[:：|] | (?:网站|在线|累计)?访客[数]?[:：] | (?:本|该)?(?:网|站|网站)?已?支持IPv6
    | [您你](?:是|为)?(?:第|本站第)[ ]?\d{1,10}[ ]?位(?:访客|访问者|来访者|浏览者)
    | (?:本|该|此)(?:网站|站|网页|页面|网|页)由[^。，；：]{2,30}(?:维护|主办|承办|管理|制作|建设|运营|技术支持)[^。，；：]{0,10}$
    | [您你](?:觉得|认为)[^。，]{0,20}有帮助
    | [您你]访问的链接即将离开 | [您你]对(?:该|此|本)(?:页面|页|信息|网页|文章|栏目)[^。，]{0,10}(?:评价|满意|帮助)
    | 用?微信扫描?(?:二维码)?[^。，]{0,6}(?:二维码)?分享[^。，]{0,12}$
    | (?:该|此|本)(?:页面|页|信息|网页|文章|内容)?对[您你](?:是否)?有帮助 | 非常满意[ ]
    | 扫(?:一扫|描)?[^。，]{0,6}二维码[^。，]{0,12}$ | (?:微信|手机|请?用?微信)?[“"]?(?:扫一扫|扫码)[”"]?[，,]?[^。，]{0,16}$
    | 下载[^。，]{0,12}(?:客户端|APP|App|app)$ | 关注(?:我们|官方[^。，]{0,8})$ | [您你]的浏览器
    | 本文(?:共|已)?被?(?:浏览|阅读|点击)[^。，]{0,12}次$ | 阅读全文$ | 返回[^。，、]{0,4}(?:页面|主页|列表页)$
    | 用?手机(?:浏览|查看|阅读|打开|访问)(?:本|此|该|当前)(?:页|网页|页面|文)$
    | (?:今日|实时|新闻|热门)(?:热点|头条|热搜)[:：](?!\d) | (?:滚动|最新|站内)(?:公告|消息|快讯)[:：](?!\d)
    | (?:Tags?|TAGS?|标签)[ ]?[:：][^。]{0,80}$ | 网站[（(][ ]?[）)]$
    | (?:今日|总|累计|本站|本页)[^。，]{0,4}(?:访问|浏览|点击)[量数]?[:： ]
    """,
    re.VERBOSE,
)
LOOSE_FOOTER = re.compile(
    r"""
      [^。]{4,60}[（(](?:精选|通用|热门|优选|推荐)\d{1,3}篇[）)]$
    | [^。]{0,30}ICP备 | [^。]{0,10}公网安备 | [^。，]{0,12}二维码$
    | [^。，；]{0,30}(?:[晴阴雨雪云]|天气|星期|今天)[^。，；]{0,20}\d{1,2}[ ]?℃[^。，；]{0,20}$
    | [^。，；：由本]{2,40}(?:主办|承办)$ | [^。，；：\d]{2,30}(?:信息中心|网络中心|公司)(?:维护|制作|承建)$
    """,
    re.VERBOSE,
)
# Characters without which these need not be tried, since they may begin with anything.
SIGNS_OF_PATH, SIGNS_OF_FOOTER = frozenset(">»›→网"), frozenset("备码℃办护作建篇")
GREETING = re.compile("[您你]好[，,！! ]{0,2}欢迎(?:您|你)?(?:光临|访问|来到|浏览)")  # whatever follows
WELCOME = re.compile(
    r"(?:[您你]好[，,！!]?\s?)?(?:热烈)?欢迎[您你]?(?:访问|光临|来到|浏览)(?:[^。，]{0,30}(?:网|网站|门户))?[！!]?(?:[ ]?今天是)?"
)
NOTICE = re.compile(
    r"(?:郑重|免责|版权)?声明[:：]|温馨提示[:：]|(?:版权|内容)提示|版权说明[:：]|(?:以上|本[站页]|部分)(?:内容|信息|文章|资料|图片)[^。]{0,40}如(?:有|果)?侵权|如有侵权|本文(?:来源|转自)|感谢[您你](?:访问|浏览|的)|《[^《》]{2,80}》由会员[^。，]{0,6}分享[，,]"
)
# Other places or offices of the same kind, each with a page of its own.
NEIGHBOURS = re.compile(
    r"(?:(?:附近|周边|邻近|热门|切换)(?:地区|城市|区县|县市|站点)|[^，；： 抄报发送]{0,12}各(?:街道|乡镇|镇街|县市|[县旗]?区|县))"
    r"[:：][ ]?[^，；：| \d]{1,10}(?:[ |][^，；：| \d]{1,10}){3,40}"
)
EDITOR = re.compile("小编(?:为|给|帮)大家(?:整理|收集|准备)")  # of a collection, who praises what follows
ADDRESS = re.compile(r"https?://[^\s，。；：]{4,300}")
CLOCK = re.compile(
    r"\s*(?:(?:今天|现在)是?[:：]?\s*)?(?:\d{4}年\d{1,2}月\d{1,2}日\s*)?星期[一二三四五六日天](?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*农历[^\s。，]{2,12})?"
    r"|(?:现在|当前|系统|北京|本地)时间[:：]? ?(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?)? ?"
    r"(?:星期[一二三四五六日天])? ?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|20\d\d([-/.])\d{1,2}\1\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?"
)


def is_furniture(line: str) -> bool:
    """True for a line of such a form.

    >>> [is_furniture(line) for line in ("首页 > 年报", "版权所有：某县", "某局2009年报告", "公开信息3条。")]
    [True, True, False, False]
    """
    if NOTICE.match(line) or GREETING.match(line) or ("小编" in line and EDITOR.search(line)):
        return True
    if "。" in line:
        return False
    if not SIGNS_OF_PATH.isdisjoint(line) and PATH.match(line):
        return True
    if not SIGNS_OF_FOOTER.isdisjoint(line) and LOOSE_FOOTER.match(line):
        return True
    return bool(
        PLACE.match(line)
        or BLOCK.match(line)
        or READ_ALOUD.match(line)
        or ("." in line and ATTACHMENT.fullmatch(line))
        or FOOTER.match(line)
        or CLOCK.fullmatch(line)
        or ADDRESS.fullmatch(line)
        or WELCOME.fullmatch(line)
        or ((":" in line or "：" in line) and NEIGHBOURS.fullmatch(line))
    )
