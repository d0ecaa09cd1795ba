"""A document of an OFD → its pages with the runs on them: page content, templates, composite objects.

Source: GB/T 33190-2016, 7.5 (document), 7.6 and 7.7 (templates, pages), 7.9 (resources), 13 (composite objects).
Annotations, attachments, signatures and their seals are no text of the document and are not read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from zhize.readers.ofd_lines import Page
from zhize.readers.ofd_text import SAME, local, numbers, placed, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from zhize.readers.ofd_text import Matrix, Run
    from zhize.readers.zipped import Parts

_PAPER = (210.0, 297.0)  # A4, where a file names none
_MOST_PAGES = 10_000
# What a file may cost, in characters: a run and an object take the time of several. A thousand pages with an object for
# each character cost this much.
_MOST = 6_000_000
_RUN, _OBJECT = 6, 3
_DEEPEST = 40  # objects in one another
_PICTURES = frozenset({"ImageObject", "PathObject", "VideoObject"})
# Below these stand the shapes that cut an object out, and what happens when it is clicked.
_NO_OBJECTS = frozenset({"Clips", "Actions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the package that is XML."""

    name: str
    root: Element


class Package:
    """The parts of a file, and what was found in them so far."""

    def __init__(self, parts: Parts) -> None:
        """Begin to read a file."""
        self.parts = parts
        self.pages = 0
        self.pictures = 0
        self._left = _MOST

    def part(self, location: str, base: str = "") -> Part:
        """Return a part.

        Args:
            location: where it is said to be, from the root of the package or from the folder of the part that says so.
            base: the part that says so.

        Raises:
            InputError: there is none, or no XML; text would be missing in silence.
        """
        # Some programs mean the root and leave out the stroke that says so.
        for name in dict.fromkeys((_path(location, base), _path(location, ""))):
            root = None if name is None else self.parts.xml(name)
            if root is not None:
                return Part(name=str(name), root=root)
        return self.lacks(location.strip() or "the name of a part")

    def take(self, number: int) -> None:
        """Count what objects and characters cost.

        Raises:
            InputError: it is more than in a document; objects may be drawn within objects without end.
        """
        self._left -= number
        if self._left < 0:
            self.parts.refuse("holds more objects than a document has")

    def count_pages(self, number: int) -> None:
        """Count pages.

        Raises:
            InputError: there are more than in a document.
        """
        self.pages += number
        if self.pages > _MOST_PAGES:
            self.parts.refuse(f"has more than {_MOST_PAGES} pages")

    def lacks(self, what: str) -> NoReturn:
        """Raise the error of a file without one of its parts."""
        self.parts.refuse(f"is not a whole OFD document ({what} is missing)")


class Document:
    """A document of a file, of which it is mostly the only one."""

    def __init__(self, package: Package, location: str) -> None:
        """Open a document.

        Raises:
            InputError: its part is missing or damaged.
        """
        self._package = package
        self._part = package.part(location)
        self._common = [*children(self._part.root, "CommonData")]
        self._size = next((size for common in self._common if (size := _size(common, "PageArea"))), _PAPER)
        self._templates = {
            page.get("ID", ""): page.get("BaseLoc", "")
            for common in self._common
            for page in children(common, "TemplatePage")
        }
        self._drawings: dict[str, dict[str, Element]] = {}  # of each part that names resources

    def pages(self) -> tuple[list[Page], list[str]]:
        """Return the pages in order, and the words of the templates that lie under several of them.

        Raises:
            InputError: a part is missing or damaged, or there is more than in a document.
        """
        listed = [page for pages in children(self._part.root, "Pages") for page in children(pages, "Page")]
        if not listed:
            self._package.lacks("the list of pages")
        first = self._package.pages + 1
        self._package.count_pages(len(listed))
        templates: dict[str, Part] = {}
        pages, used = [], []
        for number, element in enumerate(listed, first):
            page, names = self._page(number, element.get("BaseLoc", ""), templates)
            pages.append(page)
            used.append(names)
        times = Counter(name for names in used for name in names)
        under = {name: tuple(self._runs(part)) for name, part in templates.items()}
        for at, names in enumerate(used):
            own = [run for name in names if times[name] == 1 for run in under[name]]
            pages[at] = replace(pages[at], runs=(*own, *pages[at].runs)) if own else pages[at]
        return pages, [run.text.strip() for name, number in times.items() if number > 1 for run in under[name]]

    def _page(self, number: int, location: str, templates: dict[str, Part]) -> tuple[Page, list[str]]:
        """Return a page without what lies under it, and the names of its templates, which are read."""
        part = self._package.part(location, self._part.name)
        width, height = _size(part.root, "Area") or self._size
        page = Page(number=number, width=width, height=height, runs=tuple(self._runs(part)))
        return page, self._templates_of(part, templates)

    def _templates_of(self, page: Part, known: dict[str, Part]) -> list[str]:
        """Return the names of the templates of a page, and of theirs."""
        found: dict[str, None] = {}
        waiting = [page]
        while waiting:
            for element in children(waiting.pop().root, "Template"):
                name = element.get("TemplateID", "")
                if name not in known:
                    location = self._templates.get(name)
                    if location is None:
                        self._package.lacks(f"template {name}")
                    known[name] = self._package.part(location, self._part.name)
                if name not in found:
                    found[name] = None
                    waiting.append(known[name])
        return [*found]

    def _runs(self, page: Part) -> Iterator[Run]:
        for content in children(page.root, "Content"):
            yield from self._objects(content, SAME, page, ())

    def _objects(self, above: Element, matrix: Matrix, page: Part, within: tuple[str, ...]) -> Iterator[Run]:
        """Yield the runs of the objects below an element.

        Args:
            above: the element.
            matrix: where it is on the page.
            page: the page.
            within: the drawings and blocks that it stands in.
        """
        if len(within) > _DEEPEST:
            self._package.parts.refuse(f"has more than {_DEEPEST} objects in one another")
        for child in above:
            self._package.take(1)
            name = local(child)
            if name == "TextObject":
                self._package.take(_OBJECT)
                for run in runs(child, matrix):
                    self._package.take(_RUN + len(run.text))
                    yield run
            elif name in _PICTURES:
                self._package.pictures += 1
            elif name == "CompositeObject":
                self._package.take(_OBJECT)
                drawing = child.get("ResourceID", "")
                if drawing not in within:  # else it would be drawn within itself without end
                    for content in children(self._drawing(drawing, page), "Content"):
                        yield from self._objects(content, placed(child, matrix), page, (*within, drawing))
            elif name not in _NO_OBJECTS:
                yield from self._objects(child, matrix, page, (*within, ""))

    def _drawing(self, name: str, page: Part) -> Element:
        """Return what a composite object shows; the resources are read when the first one asks for them."""
        for part, above, kinds in (
            *((self._part, common, ("PublicRes", "DocumentRes")) for common in self._common),
            (page, page.root, ("PageRes",)),
        ):
            if part.name not in self._drawings:
                self._drawings[part.name] = dict(self._read_drawings(part, above, kinds))
            if (drawing := self._drawings[part.name].get(name)) is not None:
                return drawing
        return self._package.lacks(f"composite object {name}")

    def _read_drawings(self, part: Part, above: Element, kinds: Iterable[str]) -> Iterator[tuple[str, Element]]:
        for kind in kinds:
            for location in children(above, kind):
                root = self._package.part(location.text or "", part.name).root
                for units in children(root, "CompositeGraphicUnits"):
                    yield from ((unit.get("ID", ""), unit) for unit in children(units, "CompositeGraphicUnit"))


def children(above: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name right below another one, in whatever namespace."""
    return (child for child in above if local(child) == name)


def _size(above: Element, name: str) -> tuple[float, float] | None:
    """Return the width and height of a page; None where they are not said."""
    for area in children(above, name):
        for box in children(area, "PhysicalBox"):
            _, _, width, height = (*numbers(box.text, 4), None, None, None, None)[:4]
            if width is not None and height is not None and width > 0 and height > 0:
                return width, height
    return None


def _path(location: str, base: str) -> str | None:
    """Return the name of a part; None where the way leads out of the package."""
    location = location.strip().replace("\\", "/")
    steps = [] if location.startswith("/") else base.split("/")[:-1]
    for step in location.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
