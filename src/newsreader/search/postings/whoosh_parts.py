"""What is taken from Whoosh 2.7.4, which is pinned: some of these names are private to it.

Imported here once, since its source has invalid escapes and ``is`` with literals, which warn.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import __version__ as _version
    from whoosh.codec.base import PerDocumentReader
    from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermInfo, W3TermsReader
    from whoosh.fields import ID, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.filetables import OrderedHashReader
    from whoosh.formats import Positions
    from whoosh.index import TOC, FileIndex
    from whoosh.matching import LeafMatcher, ReadTooFar
    from whoosh.util.numeric import byte_to_length
    from whoosh.writing import SegmentWriter

VERSION = ".".join(map(str, _version))
LENGTHS: npt.NDArray[Any] = np.array([byte_to_length(byte) for byte in range(256)], np.int64)
"""The number of words each of Whoosh's length bytes stands for."""

__all__ = [
    "ID",
    "LENGTHS",
    "TOC",
    "VERSION",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "LeafMatcher",
    "OrderedHashReader",
    "PerDocumentReader",
    "Positions",
    "ReadTooFar",
    "Schema",
    "SegmentWriter",
    "W3Codec",
    "W3Segment",
    "W3TermInfo",
    "W3TermsReader",
]
