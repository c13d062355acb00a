"""The panes of the main screen: which has the focus, and which are shown."""

from __future__ import annotations

from textual import getters
from textual.reactive import Reactive
from textual.widget import Widget

from newsreader.tui.screens.stories import StoryScreen
from newsreader.tui.widgets.facet_list import FacetList
from newsreader.tui.widgets.prompt import PromptLine

SOURCES, LIST, ARTICLE = range(3)
"""The panes, from left to right."""


class PaneScreen(StoryScreen):
    """A screen of sources, articles and an article, side by side or one at a time."""

    facet_list = getters.query_one("#facets", FacetList)

    # Textual paints the whole screen anew whenever the focus moves; here a widget whose look
    # depends on it paints itself.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def show_article(self, number: int | None) -> None:
        """Show an article in the pane."""
        raise NotImplementedError

    def _panes(self) -> list[Widget]:
        side = self.facet_list if self.has_class("-facets") else self.source_list
        return [side, self.article_list, self.query_one("#article-place")]

    def _pane(self) -> int:
        focused = self.focused
        for index, pane in enumerate(self._panes()):
            if focused is not None and pane in focused.ancestors_with_self:
                return index
        return LIST

    def show_facets(self, shown: bool) -> None:
        """Show facets where the sources stand otherwise, or the sources again.

        The focus does not stay in a column that goes.
        """
        leaves = self._pane() == SOURCES and shown != self.has_class("-facets")
        self.set_class(shown, "-facets")
        if leaves:
            self._go_to(LIST)

    def _go_to(self, pane: int) -> None:
        """Put the focus on a pane, and show it where it is not shown beside the others."""
        self._show_pane(pane)
        widget = self._panes()[pane]
        target = self.article_view.text if pane == ARTICLE else widget
        if widget.region:
            self.set_focus(target)
        else:
            # What is not shown yet cannot keep the focus.
            self.call_after_refresh(self.set_focus, target)

    def _show_pane(self, pane: int) -> None:
        self.set_class(pane == ARTICLE and self.has_class("-alone"), "-alone")
        # To work out the styles of the whole screen is dear, and where it is wide none changes.
        self.update_classes(
            {"-at-sources": pane == SOURCES, "-at-article": pane == ARTICLE},
            update=not self.has_class("-wide"),
        )
        if pane == ARTICLE and self.has_class("-narrow"):
            self.show_article(self.article_list.current)

    def on_descendant_focus(self) -> None:
        """Show the pane that has got the focus, by a click for instance."""
        if not isinstance(self.focused, PromptLine):
            self._show_pane(self._pane())
        here, beside = self.list_pane.has_focus_within, self._pane() == ARTICLE
        self.list_pane.tell_focus(here=here, beside=beside)

    def action_pane(self, direction: int) -> None:
        """Put the focus on the next (1) or previous (-1) pane."""
        self._go_to(max(SOURCES, min(ARTICLE, self._pane() + direction)))

    def action_read_alone(self) -> None:
        """Show nothing but the article; the second time, everything again."""
        if self.has_class("-alone"):
            self._go_to(LIST)
        elif self.article_view.entry is None:
            self.say("There is no article to read here")
        else:
            self.add_class("-alone")
            self._go_to(ARTICLE)
