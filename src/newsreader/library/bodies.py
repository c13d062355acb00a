"""Whole articles as the catalogue keeps them: msgpack."""

from __future__ import annotations

import msgspec

from newsreader.article import Article

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Article)


def encode(article: Article) -> bytes:
    """An article as bytes; equal articles give equal bytes."""
    return _encoder.encode(article)


def decode(content: bytes) -> Article:
    """The article again."""
    return _decoder.decode(content)
