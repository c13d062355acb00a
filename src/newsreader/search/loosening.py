"""What to look for when nothing fits a query: words spelled nearly so, then only some of them.

What is not a word or phrase still has to hold: facts, and what was left out. So has ``=word``,
which was meant as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from newsreader.search import analysis
from newsreader.search.query import And, Node, Or, Phrase, Word, conjunction, disjunction

_FUNCTION_WORDS = """
    a about an and are as at be because been but by can could did do does for from had has have he
    her his how i if in into is it its may more no not of on or our out over said says she so some
    than that the their them then there these they this those to under up was we were what when
    where which who why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that say nothing of an article when only some words have to be in it."""

Correct = Callable[[str], str | None]


def loosened(tree: Node, correct: Correct) -> Iterator[Node]:
    """Yield trees that find what nearly fits, from the closest on.

    Args:
        tree: What found nothing.
        correct: What a word was probably meant to be (which may be two words), or None.
    """
    parts = _parts(tree)
    right = conjunction([_corrected(part, correct) for part in parts])
    if right != tree:
        yield right
    # A correction may be wrong, and the wrong word is rare, which counts much: first without.
    yield from dict.fromkeys(other for each in (tree, right) if (other := _any_of(_parts(each))))


def _any_of(parts: tuple[Node, ...]) -> Node | None:
    """Any of the words among some parts, and all the other parts; None if that is no looser."""
    loose = [part for part in parts if _is_loose(part)]
    words = [word for part in loose for word in _words(part)]
    telling = [word for word in words if not _is_function_word(word)]
    some = disjunction(telling or words)
    if not loose or some in parts:
        return None
    return conjunction([some, *(part for part in parts if part not in loose)])


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.children if isinstance(tree, And) else (tree,)


def _is_loose(node: Node) -> bool:
    if isinstance(node, Or):
        return all(map(_is_loose, node.children))
    return isinstance(node, Word | Phrase) and not node.exact


def _corrected(node: Node, correct: Correct) -> Node:
    match node:
        case And(children):
            return conjunction([_corrected(child, correct) for child in children])
        case Or(children):
            return disjunction([_corrected(child, correct) for child in children])
        case Word(text) if not (node.prefix or node.fuzzy or node.exact):
            words = [token.raw for token in analysis.query_words(correct(text) or "")]
            right = [msgspec.structs.replace(node, text=word) for word in words]
            return conjunction(list(right)) if right else node
        case Phrase(words) if not node.exact:
            return msgspec.structs.replace(node, words=tuple(correct(w) or w for w in words))
    return node


def _is_function_word(node: Node) -> bool:
    return isinstance(node, Word) and analysis.fold(node.text) in FUNCTION_WORDS


def _words(node: Node) -> list[Node]:
    """The words and phrases of a part, and of every phrase its words."""
    if isinstance(node, Or):
        return [word for child in node.children for word in _words(child)]
    if isinstance(node, Phrase):
        return [node, *(Word(word, title=node.title) for word in node.words)]
    return [node]
