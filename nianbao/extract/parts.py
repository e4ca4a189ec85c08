"""The names of the parts that a total is broken down into: 政府职能类, 区政府各部门."""

from __future__ import annotations

import re

# What may stand before the name of a part, and what is no longer its name.
PART_HEAD = re.compile(
    r"(?:属于?(?=[^#]{2})|(?:《[^《》#]{1,60}》[、和]?){1,4}等(?=[^#]{2})|[（(]?(?:[一二三四五六七八九十]{1,2}|\d)[）)]|[①-⑳]|(?:19|20)\d\d年度?新增(?:[（(]下同[）)])?|其中|[一二三四五六七八九十]{1,2}是|(?:内容|主要)?包括|具体|分别|(?:主要|重点)(?=公开|发布|涉及|聚焦|包括|为|是|有)|涉及|聚焦|为(?!民)|是|有(?!关)|发布(?!会)|主动公开|公开(?!指南|目录|制度|年报|年度|栏)|公布(?!栏)|了|[：:，,、；;“”（(\s]|和|以及|及|与"
    r"|(?:全年|年内|今年|当年|本年度?)(?!计划|总结|工作|预算|决算|度))+"
)
RECEIVED = re.compile(r"(?:共|累计|分别|新)*(?:收到|受理|接到)(?:[^#]{0,8}申请)?(?:的)?$")
PART_TAIL = re.compile(
    r"(?:(?<=类)(?:的|政府|政务)*信息(?:的信息)?|(?<=类信息)的信息|”?栏目(?:发布|公开)?(?:的)?信息|(?:主动)?(?<!信息)(?<!政务)公开|"
    r"发布|累计|合计|总计|共计|举行|举办|召开|共|计|有|为|约|近|数量|数|最多|次之|居多|居首|[，,：:”\s—]|的)+$"
)
NAMELESS = re.compile(r"(?:各类|政府|公开|主动|的)*(?:信息|数量|条数)?")
# 交易中心公开土地出让信息: of this, the information is the part.
PUBLISHER = re.compile(r"[^信]{2,12}(?<![政校党村财厂院])(?<!事务)(?:公开|发布)了?(?!相关|有关|各类|政府)(?=.{2,12}信息$)")
ISSUER = re.compile(
    r"(?:部门|办公室|乡镇|镇街|街道|办事处|单位|机关|企业|学校|科室|[局委办院镇乡厅处](?!务)|[区县市）)]政府|[府区县市]本级|各[县市区旗]{1,3}|[县市区][（(][^）)]{1,6}[）)])(?:[（(][^）)]{1,6}[）)])?$"
)
# 网站发布渡口信息, 网站更新消息: how much went through a channel, no category.
CHANNEL = re.compile(
    r"(?:网站|微博|微信|公众号)[^，]{0,10}(?:发布|更新|推送)|(?:广播|报纸|电视|报刊|[告示开传]栏|屏|发布会)上?(?:公开|发布|滚动|播|公示|张贴)"
)
CHANNELS = re.compile(
    r"(?:各类|各种)?(?:(?:公开栏|公示栏|公告栏|宣传栏|告示牌|电子屏|显示屏|广播|电视|报纸|报刊|网站|微信|微博|短信)(?:[、和及]|$))+"
)
ISSUED = re.compile(r"(?:共|主动|累计)*(?:公开|发布)(?:各类|政府|政务)*信息(?:数量|共)?$")
NO_PART = re.compile(
    r"秘密|隐私|公众号|微信|微博|新媒体|官微|平台$|电视台|电台|推文|抖音|后台|总计|电子化|包括|包含|收录|编入|权威|辟谣|采用|采纳|录用|撤销|短信|废止|失效|删除|新增|新制定|修改|修订|累计|今年|本年|\d年|自然人|收到|受理|接到|咨询|^(?:其余|另有?|此外|同时|向)|各$"
    r"|^(?:解读|图解|编制|制定|开展|检查|整改|处理|审核|设置|设立|建立|配备|安排|投入|征集|收集|清理|取消|下放|调整|转发|转载|答复|办结|办理|印发|召开|举办|报送|上报|张贴|发放|回复|接听|接待|编发|刊发|原创|通过|利用|依托|在(?!线))"
    r"|(?:发布|更新|上传|推送|编发|上报|报送|采编)了?(?:各类|政府|政务|相关)*(?:信息|动态|消息|内容|稿件)$|(?:登载|刊载|刊登|刊发|播出|播发|张贴)$|(?<!公开)(?:专栏|栏目|平台|网站|系统)$"
)
VAGUE_PART = re.compile(
    r"等(?:各类|方面|重点|领域|政府|政务)*(?:信息|内容|文件)?$|\d|^提出|^网|共公开|各类(?:信息|$)|各$|^内容$|^关于|权威|^在|^线[上下]|秘密|隐私|推送|^平台|^共(?!享|建|青|产)|^(?:通过|依托|利用)|包括|包含|收录|编入"
    r"|(?:发布|更新|上传|推送|编发|上报|报送|采编)了?(?:各类|政府|政务|相关)*(?:信息|动态|消息)$"
)  # 人事、财政等信息 and 提出6大类 are none


def name_of_part(words: str) -> str:
    """The name of a category without the words around it.

    >>> name_of_part("其中：政府职能类信息的信息"), name_of_part("综合信息"), name_of_part("发布其他类信息")
    ('政府职能类', '综合信息', '其他类')
    """
    head = PART_HEAD.match(words)
    name = PART_TAIL.sub("", words[head.end() if head else 0 :])
    name = name[found.end() :] if (found := PUBLISHER.match(name)) else name
    if name.count("”") > name.count("“"):
        return f"“{name}"
    return f"{name}”" if name.count("“") > name.count("”") else name


def issuer_of_requests(words: str) -> str:
    """Who received the requests that these words count, or an empty string.

    >>> issuer_of_requests("其中县政府办公室受理"), issuer_of_requests("其中受理")
    ('县政府办公室', '')
    """
    name = RECEIVED.sub("", name_of_part(words))
    return name if ISSUER.search(name) else ""


def part_of_disclosure(words: str) -> tuple[str, str] | None:
    """The metric and the name of a part of the published information; None where the words name none.

    >>> part_of_disclosure("政策法规类信息"), part_of_disclosure("区政府各部门发布信息"), part_of_disclosure("收到申请")
    (('proactive_by_category', '政策法规类'), ('proactive_by_issuer', '区政府各部门'), None)
    """
    name = "" if CHANNEL.search(words) else name_of_part(words)
    name = ISSUED.sub("", name) or name
    if not name or NO_PART.search(name) or NAMELESS.fullmatch(name) or CHANNELS.fullmatch(name):
        return None
    return ("proactive_by_issuer" if ISSUER.search(name) else "proactive_by_category"), name
