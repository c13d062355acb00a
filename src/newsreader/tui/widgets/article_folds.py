"""The folded sections of an article: opened, closed, and gone to one after the other."""

from __future__ import annotations

from newsreader.tui.widgets.article.document import Fold, Place
from newsreader.tui.widgets.article_sheet import ArticleSheet


class ArticleFolds(ArticleSheet):
    """Opens and closes the sections of an article."""

    @property
    def folds(self) -> list[Fold]:
        """The folded sections, in their order."""
        return self._document.folds if self._document is not None else []

    def current_fold(self) -> Fold | None:
        """The section the ``z`` keys act on: the marked one if it is in sight, else the first that
        is."""
        document = self._document
        if document is None or not document.folds:
            return None
        top = self.scroll_offset.y
        lines = {
            fold.number: document.line_of(Place(fold.heading.paragraph)) for fold in self.folds
        }
        marked = next((fold for fold in self.folds if fold.number == self._fold), None)
        if marked is not None and self.is_in_sight(Place(marked.heading.paragraph)):
            return marked
        below = (fold for fold in self.folds if lines[fold.number] >= top)
        return next(below, self.folds[-1])

    def fold(self, what: str) -> bool:
        """``toggle``, ``open``, ``close`` one section, or ``open-all``, ``close-all``.

        Returns:
            False if the article has no folded sections.
        """
        current, document = self.current_fold(), self._document
        if current is None or document is None:
            return False
        if what.endswith("-all"):
            top = document.place(self.scroll_offset.y)
            document.open([fold.number for fold in self.folds], what == "open-all")
            self._after_folding(top)
        else:
            top = document.place(self.scroll_offset.y)
            self._fold = current.number
            opened = not current.opened if what == "toggle" else what == "open"
            document.open([current.number], opened)
            self._after_folding(top)
            self._show_fold(current)
        return True

    def _after_folding(self, top: Place) -> None:
        if self._document is not None:
            line = self._document.line_of(top)
            self._document.set_lines(line, self.size.height)
            self._tell_height()
            self._to(line)
            self.refresh()
            self.set_rest()

    def _show_fold(self, fold: Fold) -> None:
        self.go_to(Place(fold.heading.paragraph))

    def step_section(self, direction: int) -> bool:
        """Mark the next (1) or previous (-1) folded section, and give the article the focus."""
        folds = self.folds
        if not folds:
            return False
        self.focus()
        position = next((i for i, fold in enumerate(folds) if fold.number == self._fold), None)
        if position is None:
            target = 0 if direction > 0 else len(folds) - 1
        else:
            target = position + direction
        if target < 0:
            self._fold = None
            self.action_scroll_home()
            self.refresh()
            return True
        fold = folds[min(target, len(folds) - 1)]
        self._fold = fold.number
        self._show_fold(fold)
        return True

    def action_toggle_fold(self) -> None:
        """Open or close the marked section."""
        self.fold("toggle")
