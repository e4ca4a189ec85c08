"""A whole report in the form of 2021, of our own making: every table filled in, all sums right, as cells or as lines."""

from __future__ import annotations

from collections.abc import Iterator

from test_forms import GROUP_LABELS, HEAD, LABELS

from nianbao.forms.applications import FLOW, TOTAL
from nianbao.forms.templates import templates

PROSE = (
    "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
    "一、总体情况",
    "（一）主动公开情况。全年在门户网站公开政府信息1286条，发布政策解读37件，回应群众关切52次，更新机构职能信息14条。",
    "（二）依申请公开情况。新收到申请按时答复，没有因收费产生的投诉，申请办理的登记、审核、答复、归档四个环节均有专人负责。",
    "（三）监督保障。组织业务培训4次，参加人员213人次，社会评议结果为满意，没有需要追究责任的情形。",
)
DISCLOSURE = """二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t12\t3\t58
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t4821
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t637
行政强制\t29
第二十条第（八）项
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t318.6
"""
OUTCOMES = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
LITIGATION = f"""四、政府信息公开行政复议、行政诉讼情况
行政复议\t\t\t\t\t行政诉讼
{OUTCOMES}\t{OUTCOMES}\t{OUTCOMES}
6\t1\t0\t2\t9\t3\t0\t1\t0\t4\t2\t0\t0\t1\t3
"""
END = (
    "五、存在的主要问题及改进情况",
    "公开的内容与群众的需要还有差距，基层的专业力量不足。下一年将完善目录，加强培训，把答复的质量作为重点。",
    "六、其他需要报告的事项",
    "本年度收取信息处理费0元，没有其他需要报告的事项。",
)
BUSY = (41, 3, 0, 17, 2, 0, 5, 1, 0, 28, 6, 0, 1, 12, 0, 0, 2, 9, 4, 0, 3, 7, 11)  # what the rows hold, in turn


def capture(*, pasted: bool) -> str:
    """The text of the report; pasted, every cell of its tables is a line."""
    requests = ["三、收到和处理政府信息公开申请情况", "\t".join(HEAD), *applications()]
    tables = [*DISCLOSURE.splitlines(), *requests, *LITIGATION.splitlines()]
    lines = [cell for row in tables for cell in row.split("\t") if cell] if pasted else tables
    return "\n".join(["平水县人民政府2022年政府信息公开工作年度报告", *PROSE, *lines, *END]) + "\n"


def applications() -> Iterator[str]:
    """The rows of the table of requests."""
    cells, groups = _cells(), {row.id: row.group for row in templates().applications.form("2021")}
    named = set[str]()
    for metric, values in cells.items():
        group = groups[metric]
        label = [GROUP_LABELS[group] if group not in named else "", LABELS[metric]] if group else [LABELS[metric], ""]
        named.add(group)
        yield "\t".join(["", *label, *map(str, values)] if group else [*label, "", *map(str, values)])


def _cells() -> dict[str, list[int]]:
    rows = [row.id for row in templates().applications.form("2021")]
    outcomes = [row for row in rows if row not in FLOW]
    columns = []
    for column in range(6):
        held = {row: BUSY[(5 * column + at) % len(BUSY)] for at, row in enumerate(outcomes)}
        total, out, brought = sum(held.values()), BUSY[column], BUSY[column + 2]
        columns.append(held | {TOTAL: total, "requests_carried_out": out, "requests_carried_in": brought}
                       | {"requests_received": total + out - brought})  # fmt: skip
    return {row: [*(column[row] for column in columns), sum(column[row] for column in columns)] for row in rows}
