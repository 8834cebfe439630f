"""Request bodies: whatever charset and capitals a client uses, one plain tree comes out."""

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from karhu.netvisor.envelope import Refusal, invalid, too_long

MOST_BYTES = 1_000_000
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""", re.ASCII)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_IN_CONTENT_TYPE = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE | re.ASCII)


class Node(msgspec.Struct, frozen=True):
    """An element: lower-case name and attribute names, its own text without outer spaces."""

    name: str
    text: str
    attributes: dict[str, str]
    children: tuple["Node", ...]

    def child(self, name: str) -> "Node | None":
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def named(self, name: str) -> Iterator["Node"]:
        """Every child of this name."""
        return (child for child in self.children if child.name == name)


def payload(content: bytes, content_type: str, *, name: str) -> Node:
    """The one element of this name inside the root; raises Refusal."""
    if len(content) > MOST_BYTES:
        raise too_long("The message may have 1 000 000 bytes at most.")
    root = _parsed(decoded(content, content_type))
    found = root.child(name) if root.name == "root" else None
    if found is None:
        raise _not_valid()
    return found


def decoded(content: bytes, content_type: str) -> str:
    """The text of a body: by its declared charset, else UTF-8 if it is that, else ISO-8859-15."""
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    in_header = _IN_CONTENT_TYPE.search(content_type)
    charsets = [declared.group(1).decode()] if declared else []
    charsets += [in_header.group(1)] if in_header else []
    for charset in [*charsets, "utf-8-sig"]:
        try:
            return content.decode(charset).removeprefix("\ufeff")
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("iso-8859-15")


def _parsed(text: str) -> Node:
    if "<!doctype" in text.lower():
        raise _not_valid()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        return _node(etree.fromstring(_DECLARATION.sub("", text, count=1).strip(), parser))
    except (etree.XMLSyntaxError, ValueError):
        raise _not_valid() from None


def _node(element: etree._Element) -> Node:
    attributes = {_plain(str(name)): str(value) for name, value in element.attrib.items()}
    return Node(
        name=_plain(str(element.tag)),
        text=(element.text or "").strip(),
        attributes=attributes,
        children=tuple(_node(child) for child in element if isinstance(child.tag, str)),
    )


def _plain(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _not_valid() -> Refusal:
    return invalid("XML message validation failed: Could not validate xml")
