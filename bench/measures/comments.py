"""Comments below an article: do they fold at their first line, and does the body stay whole?

Real comments are rare in collections of pages, so comments of ours are put below the body of each
labelled page, under the headings that sites use.
"""

from __future__ import annotations

from bench.material import Material
from bench.measures.folding import folded
from bench.table import Table, share

_HEADINGS = (
    "Comments", "3 Comments", "Comments (3)", "Leave a comment", "Leave a Reply",
    "Join the conversation", "Kommentare", "3 Kommentare", "Commentaires", "Comentarios",
    "Коментарі", "コメント",
)  # fmt: skip
_COMMENTS = (
    "harbourwalker",
    "2 hours ago",
    "I have lived on that quay for thirty years and nobody has asked me anything. Typical.",
    "Reply",
    "Marta K.",
    "1 hour ago",
    "Well said! They never do ask, and then they are surprised when people are angry about it.",
    "Reply",
    "old_salt",
    "35 minutes ago",
    "The boats were better kept before, I can tell you that much for nothing.",
    "Reply",
)


def measure(material: Material) -> Table | None:
    """The share of texts whose comments fold from the heading on, and of body lines lost by it."""
    bodies = [
        [
            line
            for line, is_body in zip(page.lines, page.is_body, strict=True)
            if is_body and line.strip()
        ]
        for page in material.furniture
    ]
    bodies = [body for body in bodies if len(body) > 2]
    if not bodies:
        return None
    whole = lines = texts = lost = 0
    for body in bodies:
        before = sum(folded(body))
        for heading in _HEADINGS:
            is_folded = folded([*body, heading, *_COMMENTS])
            texts += 1
            whole += all(is_folded[len(body) :])
            lines += len(body)
            lost += max(0, sum(is_folded[: len(body)]) - before)
    return Table(
        work=f"comments, {len(bodies)} bodies × {len(_HEADINGS)} headings",
        columns=("folded from the first line", "body lines lost"),
        rows=(("newsreader", (share(whole, texts), lost)),),
        target=("1.000", "0"),
    )
