"""The parts of an Office file, unpacked within bounds and read as XML that can pull in nothing from elsewhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTRY = b"PK\x01\x02"  # one in the directory for each part
_AGAIN = "Download it again, or open it in Word or WPS and save it anew"


class Parts:
    """A ZIP container whose sizes have been checked. Raises ReportRefused ``truncated``, ``encrypted``, ``hostile``."""

    def __init__(self, data: bytes, filename: str) -> None:
        self.filename = filename
        if data.count(_ENTRY) > limits.ZIP_ENTRIES:  # before the library makes an object of each
            raise ReportRefused("hostile", f"{filename}: more than {limits.ZIP_ENTRIES} parts", _AGAIN)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ReportRefused("truncated", f"{filename}: the file is cut off or damaged: {error}", _AGAIN) from error
        entries = self._archive.infolist()
        for entry in entries:
            if entry.flag_bits & 1:
                raise ReportRefused(
                    "encrypted", f"{filename}: its parts are encrypted", "Open it with the password and save it without", entry.filename
                )
            if entry.file_size > limits.ZIP_ENTRY_BYTES or entry.file_size > max(
                entry.compress_size * limits.ZIP_RATIO, limits.ZIP_FREE_BYTES
            ):
                raise ReportRefused(
                    "hostile", f"{filename}: a part unpacks from {entry.compress_size} to {entry.file_size} bytes", _AGAIN, entry.filename
                )
        total = sum(entry.file_size for entry in entries)
        if total > limits.ZIP_BYTES:
            raise ReportRefused("hostile", f"{filename}: unpacks to {total} bytes, more than {limits.ZIP_BYTES}", _AGAIN)
        self.names = frozenset(entry.filename for entry in entries)

    def content(self, name: str) -> bytes:
        """The bytes of a part; what unpacks to more than its entry states is damaged (zipfile stops there)."""
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
            raise ReportRefused("truncated", f"{self.filename}: a part is damaged: {error}", _AGAIN, name) from error

    def xml(self, name: str) -> _Element | None:
        """The root of a part, None where the file has no such part."""
        if name not in self.names:
            return None
        from lxml import etree

        data = self.content(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ReportRefused("hostile", f"{self.filename}: its XML declares entities, which Office never does", _AGAIN, name)
        if data.count(b"<") > 2 * limits.XML_ELEMENTS:
            raise ReportRefused("hostile", f"{self.filename}: more than {limits.XML_ELEMENTS} XML elements", _AGAIN, name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReportRefused("truncated", f"{self.filename}: the XML of a part is damaged: {error}", _AGAIN, name) from error
        if root.getroottree().docinfo.internalDTD is not None:  # a DOCTYPE in UTF-16 escapes the search above
            raise ReportRefused("hostile", f"{self.filename}: its XML declares entities, which Office never does", _AGAIN, name)
        return root


def local(element: _Element) -> str:
    """The name of an element without its namespace: transitional and strict files differ only in that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element


def attribute(element: _Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)
