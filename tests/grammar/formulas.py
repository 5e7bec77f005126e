"""Rules in both languages over a small form: each pair says the same."""

# ruff: noqa: E501 - a rule reads best on one line

from __future__ import annotations

from gouji.grammar.schema import ClaimKind, Item, Parameter, Part, Schema, Section, Table, ValueType


def item(
    *path: str, name: str | None = None, label: str = "", total: bool = False, children: tuple[Item, ...] = ()
) -> Item:
    return Item(path, label or name or path[-1], name, total=total, children=children)


def _organisations() -> Item:
    kinds = (("company", "商业企业"), ("research", "科研机构"), ("other", "其他"))
    children = tuple(item("organisations", key, name=name) for key, name in kinds)
    return item("organisations", name="法人或其他组织", children=children)


def _handled() -> Item:
    refused = item(
        "handled",
        "refused",
        name="不予处理",
        children=(
            item("handled", "refused", "petition", name="信访"),
            item("handled", "refused", "repeated", name="重复申请"),
        ),
    )
    leaves = (item("handled", "granted", name="予以公开"), item("handled", "partial", name="部分公开"))
    total = item("handled", "total", label="总计", total=True)
    return item("handled", name="办理结果", label="三、本年度办理结果", children=(*leaves, refused, total))


SCHEMA = Schema(
    tables={
        "requests": Table(
            "requests",
            "requests",
            rows=(
                item("received", name="新收", label="一、本年新收"),
                item("carried_in", name="上年结转"),
                _handled(),
                item("carried_out", name="结转下年"),
            ),
            columns=(
                item("natural_person", name="自然人"),
                _organisations(),
                item("total", label="总计", total=True),
            ),
            name="依申请",
        ),
        "disputes": Table(
            "disputes",
            "disputes",
            rows=(
                item("review", name="复议"),
                item("direct_suit", name="直接起诉"),
                item("suit_after_review", name="复议后起诉"),
            ),
            columns=(
                item("upheld", name="维持"),
                item("corrected", name="纠正"),
                item("other", name="其他结果"),
                item("pending", name="尚未审结"),
                item("total", label="总计", total=True),
            ),
            name="复议诉讼",
        ),
        "disclosure": Table(
            "disclosure",
            "disclosure",
            rows=(item("normative_documents", name="规范性文件"), item("fees", name="收费")),
            columns=(
                item("issued", name="制发件数"),
                item("repealed", name="废止件数"),
                item("in_force", name="现行有效件数"),
                item("amount", name="金额"),
            ),
            name="主动公开",
        ),
    },
    sections={
        "overview": Section(
            "overview", "一", "总体情况", parts=(Part("proactive", "主动公开情况", name="主动公开部分"),)
        ),
        "requests": Section("requests", "三", "收到和处理政府信息公开申请情况", name="申请情况"),
        "problems": Section("problems", "五", "存在的主要问题及改进情况", name="存在问题"),
        "other": Section("other", "六", "其他需要报告的事项", name="其他事项"),
    },
    claims={
        "received": ClaimKind("received", "overview", "收到数"),
        "closed": ClaimKind("closed", "overview", "办结数"),
        "category": ClaimKind("category", "overview", "分类数", captures=("row",)),
    },
    parameters={
        "deadline": Parameter("deadline", ValueType.TEXT, "公布期限"),
        "longest": Parameter("longest", ValueType.NUMBER, "字数上限"),
    },
)

TABLE = (
    (
        "依申请 每列：新收 + 上年结转 = 办理结果.总计 + 结转下年",
        "each column of requests: received + carried_in = handled.total + carried_out",
    ),
    (
        "依申请 每行：总计 = 自然人 + 合计(法人或其他组织)",
        "each row of requests: total = natural_person + sum(organisations)",
    ),
    (
        "依申请 每列：办理结果.总计 = 合计(办理结果 除 总计)",
        "each column of requests: handled.total = sum(handled except total)",
    ),
    ("依申请[新收, 总计] ≥ 0", "requests[received, total] >= 0"),
    ("每章：存在", "each section: is present"),
    ("各章 依次", "sections in order"),
    ("总体情况 提到 全部 {“主动公开”, “依申请公开”}", 'overview mentions all {"主动公开", "依申请公开"}'),
    ("字数(存在问题) ≥ 30", "length(problems) >= 30"),
    ("当 报告.年度 ≥ 2024：各章 依次", "when report.year >= 2024: sections in order"),
    ("依申请 每列：上年结转 = 上年.结转下年", "each column of requests: carried_in = previous.carried_out"),
    ("依申请 每格：值 = 合计(各单位.值)", "each cell of requests: value = sum(members.value)"),
    (
        "收到数 每处：值 = 依申请[新收, 总计] 或 值 = 依申请[新收, 总计] + 依申请[上年结转, 总计]",
        "each claim of received: value = requests[received, total] or value = requests[received, total] + requests[carried_in, total]",
    ),
    (
        "总体情况 每处分项：当 完整：总数 = 合计(分项)",
        "each breakdown of overview: when complete: total = sum(parts)",
    ),
    ("依申请 有格(值 ≠ 上年.值)", "some cell of requests (value != previous.value)"),
    (
        "各单位 每两家：相似度(甲.存在问题, 乙.存在问题) < 85%",
        "each pair of members: similarity(first.problems, second.problems) < 85%",
    ),
    ("字数上限 = 3 误差 0.01", "longest = 3 within 0.01"),
    ("字数上限 = 3 误差 1%", "longest = 3 within 1%"),
)
"""The examples of the language's description."""

CATALOGUE = (
    # structure
    ("每章：名称 = 印出名称", "each section: label = printed"),
    ("每章：印出名称 属于 {名称, “概况”}", 'each section: printed in {label, "概况"}'),
    ("每章：当 存在：非空白", "each section: when is present: is not blank"),
    (
        "每章 除 {存在问题, 其他事项}：字数(文字) > 0",
        "each section except {problems, other}: length(text) > 0",
    ),
    ("总体情况 每方面：存在", "each part of overview: is present"),
    (
        "当 报告.机关类别 = “人民政府”：总体情况 提到 任一 {“考核”, “评议”}",
        'when report.organ_kind = "人民政府": overview mentions any {"考核", "评议"}',
    ),
    ("字数(总体情况) ≤ 字数上限", "length(overview) <= longest"),
    (
        "字数(存在问题) ≥ 30 且 存在问题 不匹配 /^无[。]?$/",
        "length(problems) >= 30 and problems not matches /^无[。]?$/",
    ),
    (
        "存在问题 提到 “问题” 且 存在问题 提到 任一 {“改进”, “下一步”, “措施”}",
        'problems mentions "问题" and problems mentions any {"改进", "下一步", "措施"}',
    ),
    (
        "其他事项 提到 “信息处理费” 或 全文 提到 “信息处理费”",
        'other mentions "信息处理费" or document mentions "信息处理费"',
    ),
    ("每表：存在", "each table: is present"),
    ("每表：每行：存在", "each table: each row: is present"),
    ("每表：每列：名称 = 印出名称", "each table: each column: label = printed"),
    ("依申请.各行 依次", "requests.rows in order"),
    ("每表：样式 = 报告.格式", "each table: form = report.pack"),
    ("全文 不匹配 /该部分以表格形式报告|×××/", "document not matches /该部分以表格形式报告|×××/"),
    ("每章：当 计数(各图片) > 0：计数(各表) ≥ 1", "each section: when count(images) > 0: count(tables) >= 1"),
    ("计数(各章) = 6", "count(sections) = 6"),
    ("每章：当 预告名称 存在：名称 = 预告名称", "each section: when announced is present: label = announced"),
    ("总体情况 每处编号：连续", "each numbering of overview: continuous"),
    ("每章：序号 = 印出序号", "each section: number = printed_number"),
    ("每表：各行 依次", "each table: rows in order"),
    # identity, year, dates
    (
        "报告.标题 匹配 /^.+[0-9]{4}年政府信息公开工作年度报告$/",
        "report.title matches /^.+[0-9]{4}年政府信息公开工作年度报告$/",
    ),
    (
        "报告.标题年份 = 报告.期限年份 且 报告.期限年份 = 报告.正文年份",
        "report.title_year = report.period_year and report.period_year = report.body_year",
    ),
    ("报告.统计期限.文字 存在", "report.period.text is present"),
    (
        "报告.统计期限.起 = 日期(报告.年度, 1, 1) 且 报告.统计期限.止 = 日期(报告.年度, 12, 31)",
        "report.period.start = date(report.year, 1, 1) and report.period.end = date(report.year, 12, 31)",
    ),
    ("报告.统计期限.起 ≤ 报告.统计期限.止", "report.period.start <= report.period.end"),
    ("前言 提到 “条例”", 'preamble mentions "条例"'),
    ("当 报告.年度 ≥ 2021：前言 未提到 “60号”", 'when report.year >= 2021: preamble not mentions "60号"'),
    (
        "当 报告.阶段 = “公布版”：报告.落款.机关 存在 且 报告.落款.日期 存在",
        'when report.stage = "公布版": report.signature.organ is present and report.signature.date is present',
    ),
    ("同一机关(报告.落款.机关, 报告.机关)", "same_organ(report.signature.organ, report.organ)"),
    ("年份(报告.落款.日期) = 报告.年度 + 1", "year(report.signature.date) = report.year + 1"),
    (
        "当 报告.公布日期 存在：报告.公布日期 ≤ 日期(报告.年度 + 1, 3, 31)",
        "when report.published is present: report.published <= date(report.year + 1, 3, 31)",
    ),
    ("报告.公布日期 > 2020-12-31", "report.published > 2020-12-31"),
    ("报告.联系方式 存在 或 落款 匹配 /电话/", "report.contact is present or tail matches /电话/"),
    (
        "报告.机关级别 不属于 {“乡级”, “县级”} 或 报告.有权制定",
        'report.organ_level not in {"乡级", "县级"} or report.may_make_regulations',
    ),
    # cells
    ("每表：每格：非空白", "each table: each cell: is not blank"),
    ("每表：每格：非占位", "each table: each cell: is not placeholder"),
    ("每表：每格：可读取", "each table: each cell: is not unreadable"),
    ("每表：每格：当 非 列.可负：值 ≥ 0", "each table: each cell: when not column.signed: value >= 0"),
    ("依申请 每格：小数位数(值) = 0", "each cell of requests: decimals(value) = 0"),
    ("每表：每格：小数位数(值) ≤ 列.小数位", "each table: each cell: decimals(value) <= column.decimals"),
    ("每表：每格：原文 不匹配 /[０-９,，]/", "each table: each cell: raw not matches /[０-９,，]/"),
    (
        "主动公开 每格：当 列.单位 = “万元”：单位 缺失",
        'each cell of disclosure: when column.unit = "万元": unit is absent',
    ),
    ("主动公开[收费, 金额] ≤ 100000", "disclosure[fees, amount] <= 100000"),
    ("主动公开[收费, 金额].原文 非空白", "disclosure[fees, amount].raw is not blank"),
    (
        "依申请 每格：当 上年.值 > 20：值 < 10 × 上年.值 且 值 × 10 > 上年.值",
        "each cell of requests: when previous.value > 20: value < 10 * previous.value and value * 10 > previous.value",
    ),
    # arithmetic
    (
        "复议诉讼 每行：总计 = 维持 + 纠正 + 其他结果 + 尚未审结",
        "each row of disputes: total = upheld + corrected + other + pending",
    ),
    ("依申请, 复议诉讼 每行：总计 ≥ 0", "each row of requests, disputes: total >= 0"),
    (
        "依申请 每行 除 {办理结果.总计, 新收}：总计 ≥ 自然人",
        "each row of requests except {handled.total, received}: total >= natural_person",
    ),
    (
        "当 复议诉讼[复议后起诉, 总计] > 0：复议诉讼[复议, 总计] + 上年.复议诉讼[复议, 总计] > 0",
        "when disputes[suit_after_review, total] > 0: disputes[review, total] + previous.disputes[review, total] > 0",
    ),
    (
        "主动公开[规范性文件, 现行有效件数] ≥ 主动公开[规范性文件, 制发件数] - 主动公开[规范性文件, 废止件数]",
        "disclosure[normative_documents, in_force] >= disclosure[normative_documents, issued] - disclosure[normative_documents, repealed]",
    ),
    (
        "合计(依申请[办理结果, 总计] 除 总计) = 依申请[办理结果.总计, 总计]",
        "sum(requests[handled, total] except total) = requests[handled.total, total]",
    ),
    (
        "合计(依申请[办理结果, 总计] 除 {总计, 不予处理}) ≥ 0",
        "sum(requests[handled, total] except {total, refused}) >= 0",
    ),
    (
        "依申请 每列：最大(新收, 上年结转) ≤ 办理结果.总计 + 结转下年",
        "each column of requests: max(received, carried_in) <= handled.total + carried_out",
    ),
    (
        "绝对值(依申请[新收, 总计] - 上年.依申请[新收, 总计]) < 100",
        "abs(requests[received, total] - previous.requests[received, total]) < 100",
    ),
    (
        "依申请 每格(值 = 0) 或 依申请[新收, 总计] > 0",
        "every cell of requests (value = 0) or requests[received, total] > 0",
    ),
    ("依申请 每行 除 新收 (总计 = 0)", "every row of requests except received (total = 0)"),
    (
        "依申请[新收, 总计] = 0 或 非 (复议诉讼[复议, 总计] > 0 或 复议诉讼[直接起诉, 总计] > 0)",
        "requests[received, total] = 0 or not (disputes[review, total] > 0 or disputes[direct_suit, total] > 0)",
    ),
    (
        "依申请[新收, 总计] ÷ 2 - -1 = (依申请[上年结转, 总计] + 1) × 3",
        "requests[received, total] / 2 - -1 = (requests[carried_in, total] + 1) * 3",
    ),
    # text and table
    (
        "办结数 每处：值 = 依申请[办理结果.总计, 总计]",
        "each claim of closed: value = requests[handled.total, total]",
    ),
    (
        "收到数 每处：值 = 依申请[新收, 总计] 误差 1%",
        "each claim of received: value = requests[received, total] within 1%",
    ),
    (
        "计数(表述.收到数) > 0 或 依申请[新收, 总计] = 0",
        "count(claims.received) > 0 or requests[received, total] = 0",
    ),
    ("收到数 每两处：甲.值 = 乙.值", "each pair of received: first.value = second.value"),
    ("总体情况 每处列举：预告名称 = 计数(各项)", "each enumeration of overview: announced = count(items)"),
    ("总体情况 每处占比：合计(分项) = 1 误差 0.01", "each shares of overview: sum(parts) = 1 within 0.01"),
    ("总体情况 每处百分比：值 = 部分 ÷ 整体", "each percentage of overview: value = part / whole"),
    (
        "总体情况 每处增长：值 = (本期 - 基期) ÷ 基期",
        "each growth of overview: value = (current - base) / base",
    ),
    ("每处重复：次数 < 2", "each repetition: count < 2"),
    (
        "总体情况 每处年份：当 值 < 报告.年度：文字 不匹配 /\\d件/",
        "each year of overview: when value < report.year: text not matches /\\d件/",
    ),
    ("表述 每两处：甲.值 = 乙.值", "each pair of claims: first.value = second.value"),
    ("照抄率(存在问题, 上年.存在问题) < 50%", "copied(problems, previous.problems) < 50%"),
    ("每标题：文字 不匹配 /　/", "each heading: text not matches /　/"),
    ("每图片：名称 存在", "each image: label is present"),
    ("成对(全文)", "balanced(document)"),
    # years and members
    ("相似度(存在问题, 上年.存在问题) < 90%", "similarity(problems, previous.problems) < 90%"),
    (
        "依申请 有格(值 ≠ 上年.值) 或 依申请[新收, 总计] = 0",
        "some cell of requests (value != previous.value) or requests[received, total] = 0",
    ),
    (
        "每家：本单位.依申请[新收, 总计] ≤ 依申请[新收, 总计]",
        "each member: member.requests[received, total] <= requests[received, total]",
    ),
    (
        "依申请[新收, 总计] = 合计(各单位.依申请[新收, 总计])",
        "requests[received, total] = sum(members.requests[received, total])",
    ),
    ("每行：未声明 或 存在", "each row: is not declared or is present"),
    (
        "当 上年.报告.年度 = 报告.年度 - 1：依申请 每行：总计 ≥ 上年.总计",
        "when previous.report.year = report.year - 1: each row of requests: total >= previous.total",
    ),
)
"""The rule catalogue, as it is written in both languages."""
