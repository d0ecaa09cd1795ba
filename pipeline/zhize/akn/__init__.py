"""Akoma Ntoso 3.0 (OASIS LegalDocML): a regulation as XML that other legal tools read, and back.

条 is an ``article``, 款 a ``paragraph``, 项 a ``point``, 目 an ``indent``; 编, 分编, 章, 节 are ``part``, ``subpart``,
``chapter``, ``section``. What the standard has no place for (offsets in the source, joins) stands in attributes of a
namespace of our own, which its schema allows, so that the way back gives the same tree.
"""

from zhize.akn.reading import from_akn
from zhize.akn.writing import to_akn

__all__ = ["from_akn", "to_akn"]
