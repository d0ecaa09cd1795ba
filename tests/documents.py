"""Analyses made by hand, for the stages after the norms: what they get does not depend on any rule."""

from __future__ import annotations

from dataclasses import replace

from zhize.analysis import Analysis
from zhize.types import (
    Actor,
    ActorType,
    Article,
    BearerSource,
    Bound,
    Counterpart,
    Direction,
    Force,
    Heading,
    Item,
    Level,
    Metadata,
    Modality,
    Norm,
    Paragraph,
    Problem,
    Regulation,
    Relation,
    Span,
    Time,
    TimeType,
)

MEETING = (
    "议题材料由主办部门起草。主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。\n"
    "县政府办公室有下列职责：\n"
    "（一）每月通报1次办理情况；\n"
    "（二）对逾期未报的，不得列入议题。"
)
LEAVE = "县长离开本县，及时向市政府报告。"


def span(text: str, quote: str) -> Span:
    """Return where a quote stands in a text."""
    start = text.index(quote)
    return Span(start=start, end=start + len(quote))


def article(number: int, text: str, paragraphs: tuple[Paragraph, ...] = ()) -> Article:
    """Return an article of one paragraph, or of those given."""
    return Article(
        id=str(number),
        number=number,
        suffix=0,
        label=f"第{number}条" if number else "",
        text=text,
        paragraphs=paragraphs or (Paragraph(start=0, end=len(text)),),
        part=None,
        chapter=Heading(number=7, title="会议制度"),
        section=None,
        source=Span(start=0, end=len(text)),
    )


def norm(text: str, action: str, **fields: object) -> Norm:
    """Return a hard obligation of 县政府办公室 in article 1, but for the fields given."""
    plain = Norm(
        id="1.1",
        article="1",
        modality=Modality.OBLIGATION,
        force=Force.HARD,
        marker=None,
        action=span(text, action),
        bearers=("县政府办公室",),
        bearer_source=BearerSource.EXPLICIT,
    )
    return replace(plain, **fields)


def document(id: str = "rules", **metadata: object) -> Analysis:  # noqa: A002  # the contract's own word
    """Return two articles with four norms: relations, times, a list, an exception, a guessed bearer."""
    first, second = span(MEETING, "（一）每月通报1次办理情况；"), span(MEETING, "（二）对逾期未报的，不得列入议题。")
    break_ = MEETING.index("\n")
    paragraphs = (
        Paragraph(start=0, end=break_),
        Paragraph(
            start=break_ + 1,
            end=len(MEETING),
            items=(
                Item(label="（一）", number=1, start=first.start, end=first.end),
                Item(label="（二）", number=2, start=second.start, end=second.end),
            ),
        ),
    )
    deadline, monthly = span(MEETING, "会前5个工作日"), span(MEETING, "每月通报1次")
    soon = span(LEAVE, "及时")
    office = Counterpart(name="县政府办公室", relation=Relation.REVIEWED_BY, span=span(MEETING, "县政府办公室"))
    city = Counterpart(name="市政府", relation=Relation.REPORTS_TO)
    head = {"title": "某县人民政府工作规则", "issuer": "某县人民政府", "level": Level.COUNTY, "issued": "2024-02-01"}
    return Analysis(
        regulation=Regulation(
            id=id,
            metadata=Metadata(**{**head, **metadata}),
            articles=(article(1, MEETING, paragraphs), article(2, LEAVE)),
            problems=(Problem(code="numbering-gap", message="条号不连续。", line=9),),
        ),
        references=(),
        actors=(Actor(article="2", start=0, end=2, text="县长", type=ActorType.ROLE, body="县长"),),
        times=(
            Time(
                article="1",
                start=deadline.start,
                end=deadline.end,
                text="会前5个工作日",
                type=TimeType.DEADLINE,
                value="P5WD",
                direction=Direction.BEFORE,
                anchor="会",
                bound=Bound.MIN,
            ),
            Time(
                article="1",
                start=monthly.start,
                end=monthly.end,
                text="每月通报1次",
                type=TimeType.FREQUENCY,
                value="R1/P1M",
            ),
            Time(article="2", start=soon.start, end=soon.end, text="及时", type=TimeType.VAGUE, value="immediate"),
        ),
        norms=(
            norm(
                MEETING,
                "报县政府办公室审核",
                marker=span(MEETING, "应"),
                bearers=("主办部门",),
                counterparts=(office,),
                exception=span(MEETING, "紧急事项除外"),
                time=(deadline,),
                confidence=0.95,
            ),
            norm(MEETING, "通报1次办理情况", id="1.2", time=(monthly,), confidence=0.75),
            norm(
                MEETING,
                "列入议题",
                id="1.3",
                modality=Modality.PROHIBITION,
                marker=span(MEETING, "不得"),
                condition=span(MEETING, "逾期未报的"),
                bearer_source=BearerSource.CARRIED,
                confidence=0.81,
            ),
            norm(
                LEAVE,
                "向市政府报告",
                id="2.1",
                article="2",
                bearers=("县长", "县政府"),
                bearer_source=BearerSource.DEFAULT,
                counterparts=(city,),
                time=(soon,),
                confidence=0.67,
            ),
        ),
    )


def empty() -> Analysis:
    """Return a document of one unnumbered body in which nothing was found."""
    body = replace(article(0, "通知正文。"), chapter=None)
    regulation = Regulation(id="empty", metadata=Metadata(title="通知"), articles=(body,))
    return Analysis(regulation=regulation, references=(), actors=(), times=(), norms=())
