"""说明: which documents these are, what was found, how it was made, where it ends, and how a review comes back."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from zhize import labels
from zhize.export.standing import standing
from zhize.export.workbooks.links import place, write_link
from zhize.forms.nouns import Column, Sheet
from zhize.passages import DOUBTFUL, is_doubtful
from zhize.review.values import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.export.workbooks.links import Looks
    from zhize.types import Norm

NAME: Final = "说明"
CHOICES: Final = tuple(each.value for each in Verdict)
"""What a person may enter in the column 复核."""

SHEETS: Final = (
    ("义务清单", "一行一项规范：谁、应当（不得、可以）做什么、对谁、何时、依据哪一条。供核对、修改、归档。"),
    (
        "主体×事项",
        "一行一个主体，横看各类规范、时限、关系和各章的数目；按义务和禁止的数目从多到少排列；章或文件多于18个的不分列。",
    ),
    ("一主体一表", "同一清单按主体分块，可折叠；筛选“责任主体”列，即为该主体的一张表，可单独打印、分送。"),
    ("时限台账", "一行一处期限、频次或持续时间：从何时起算、按什么计算；“及时”等概括时间未列入。"),
    ("禁止事项", "只列不得、严禁等禁止规范。"),
    ("职责关系", "一行一对主体之间的关系：谁向谁报告、经谁批准、与谁协商。"),
    (
        "条文",
        "各条全文；清单中的条款可点击到此，“规范数”可点击回清单（清单排序后不再对准）。过长的条文分数行，标“续”。",
    ),
)
"""The sheets before this one, and what each is for."""

_METHOD: Final = (
    (
        "制作方法",
        "按公开的规则、词表和随程序附带的模型逐条识别，同一文本每次结果相同；每行都附依据原文，可回到条款核对。",
    ),
    (
        "主体来源",
        "原文写明：本句写出责任主体；承前省略：主体取自前文；推定：条文未写主体，推定为制定机关。后两种请着重核对。",
    ),
    ("模态", "义务（应当、须、由……负责等）、禁止（不得、严禁等）、许可（可以、有权等）、界定（组成、设立、适用等）。"),
    ("刚性", "硬性：有具体行为、程序、时限、数量或责任人，可以检查是否做到；倡导：原则、方针和态度要求。"),
    (
        "时限",
        "只照录原文的时间表述，不推算日历日期。“日”未写明工作日的，是否按自然日计算以上位法或制定机关的解释为准。",
    ),
    ("依据原文", "规范所在的完整句子；属于列项的，附列项的引导语，中间略去的文字以“……”表示。"),
    ("计数", "一项规范有几个主体的，在各主体名下各计一次；合计行每项只计一次。"),
    (
        "复核",
        (
            f"置信度低于{DOUBTFUL:.2f}的加粗并加底色，建议优先复核。在义务清单的“复核”列选择：确认，本行无误；修改，直接改本行"
            "单元格；删除，本行不是规范（整行加删除线，不要删去该行）；新增，在表下空行补录，“编号”留空。理由写在“复核意见”列。"
        ),
    ),
    (
        "复核结果读回",
        (
            "保存后运行：zhize review import 义务清单.xlsx。程序按“编号”列和隐藏的工作表“原值”比对，只取改动过的"
            "单元格，存为规则旁的复核文件，以后生成的清单都带上。排序、筛选、隐藏列不影响读回；“编号”列和“原值”表请勿改动。"
        ),
    ),
    (
        "未设密码",
        "各表都没有保护。如需保护，在“审阅”中保护工作表即可：供人填写和修改的单元格已设为不锁定，其余单元格随之锁定。",
    ),
    ("局限", "本清单由程序自动生成，可能遗漏或误判，未经人工复核不能作为执法、考核、追责的依据，也不构成法律意见。"),
    ("软件", "用LibreOffice打开、另存、转为PDF看过；按Excel公开的容量和格式要求制作，但没有在Excel、WPS中实际试过。"),
)
_SEVERAL: Final = (
    "多个文件",
    "主体×事项、一主体一表把各文件中同名的主体归在一起；不同地方的“县政府”不是同一机关，请用“文件”列区分。",
)


def notes(*analyses: Analysis, remarks: Iterable[str] = ()) -> Sheet:
    """Return 说明; one document stands first, several stand at the end.

    Args:
        analyses: the documents.
        remarks: what happened while the workbook was written and a reader has to know.
    """
    sheets = [(name, text) for name, text in SHEETS]
    warned = [("提示", remark) for remark in remarks]
    made = [("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。")]
    if len(analyses) == 1:
        rows = [*_about(analyses[0]), *_problems(analyses[0]), *warned, *sheets, *_METHOD, *made]
        heading = f"《{analyses[0].regulation.title}》{NAME}"
    else:
        rows = [*_together(analyses), *warned, *sheets, _SEVERAL, *_METHOD, *made]
        rows += [row for analysis in analyses for row in _in_short(analysis)]
        heading = NAME
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name=NAME, heading=heading, columns=columns, rows=tuple(rows))


def write_guide(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    """Let the names of the other sheets lead to them.

    Args:
        page: 说明, as it was written.
        sheet: what stands in it.
        looks: of the names.
    """
    for index, row in enumerate(sheet.rows):
        if row in SHEETS:
            name = str(row[0])
            write_link(page, (index, 0), name, place(name, 0), looks, room=sheet.columns[0].width)


def _about(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the rows that say which document this is and what was found in it."""
    meta = analysis.regulation.metadata
    relations = sum(len(norm.bearers) * len(norm.counterparts) for norm in analysis.norms)
    return [
        ("文件", f"《{meta.title}》"),
        ("发布机关", meta.issuer or labels.UNSTATED),
        ("层级", labels.LEVEL[meta.level] if meta.level else labels.UNSTATED),
        ("发文字号", meta.doc_number or labels.UNSTATED),
        ("通过日期", meta.passed or labels.UNSTATED),
        *((("修改日期", meta.amended),) if meta.amended else ()),
        ("印发日期", meta.issued or labels.UNSTATED),
        ("施行日期", meta.in_force_from or labels.UNSTATED),
        ("施行状态", standing(meta.in_force_until, meta.validity)),
        ("条数", f"{len(analysis.regulation.articles)}条"),
        *_found(analysis.norms),
        ("关系", f"{relations}条"),
        ("时间表述", f"{len(analysis.times)}处"),
    ]


def _found(norms: Sequence[Norm]) -> list[tuple[str, str]]:
    modalities = Counter(norm.modality for norm in norms)
    sources = Counter(norm.bearer_source for norm in norms)
    return [
        ("规范", f"{len(norms)}项：" + _counts(modalities, labels.MODALITY)),
        ("其中主体", _counts(sources, labels.BEARER_SOURCE)),
        ("需着重复核", f"{sum(map(is_doubtful, norms))}项"),
    ]


def _together(analyses: Sequence[Analysis]) -> list[tuple[str, str]]:
    norms = [norm for analysis in analyses for norm in analysis.norms]
    articles = sum(len(analysis.regulation.articles) for analysis in analyses)
    return [("文件数", f"{len(analyses)}件，共{articles}条；各件的情况见本表末尾。"), *_found(norms)]


def _in_short(analysis: Analysis) -> list[tuple[str, str]]:
    """Return a document's name and, in a row, what is said of it."""
    facts = [f"{title}：{text}" for title, text in _about(analysis)[1:] if text != labels.UNSTATED]
    problems = [text for _, text in _problems(analysis)]
    rows = [("文件", f"《{analysis.regulation.title}》"), ("概况", "；".join(facts))]
    return rows + ([("文本提示", "\n".join(problems))] if problems else [])


def _problems(analysis: Analysis) -> list[tuple[str, str]]:
    return [
        ("文本提示", f"第{problem.line}行：{problem.message.rstrip('。')}。{problem.remedy}")
        for problem in analysis.problems
    ]


def _counts(counts: Mapping[Any, int], names: Mapping[str, str]) -> str:
    return "，".join(f"{name}{counts.get(value, 0)}项" for value, name in names.items())
