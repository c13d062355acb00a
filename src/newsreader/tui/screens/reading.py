"""What the keys do to the article that is shown, wherever the focus is."""

from __future__ import annotations

from newsreader.tui.screens.triage import TriageScreen


class ReadingScreen(TriageScreen):
    """A screen that shows an article."""

    def action_scroll_article(self, direction: int) -> None:
        """Scroll the article while the list keeps the focus."""
        self.article_view.scroll_lines(direction * 3)

    def action_always_show(self) -> None:
        """Open this kind of section in every article of the source, or fold it again."""
        self.article_view.always_show()

    def action_step_section(self, direction: int) -> None:
        """To the next (1) or previous (-1) folded section."""
        self.article_view.step_section_or_say(direction)

    def action_whole(self) -> None:
        """Show the whole page as it came; the second time, the article again."""
        self.article_view.toggle_whole()

    def action_open_original(self) -> None:
        """Open the article's address in the browser."""
        self.article_view.open_original()

    def action_copy_url(self) -> None:
        """Copy the article's address."""
        self.article_view.copy_address()

    def action_copy_quotation(self) -> None:
        """Copy what is selected, or the first paragraph, with its source."""
        self.article_view.copy_quotation()

    def action_label_links(self) -> None:
        """Follow or copy a link by the letters put on it."""
        self.article_view.label_links()

    def action_find(self) -> None:
        """Find in the article."""
        self.article_view.find()

    def action_keep_passage(self) -> None:
        """Keep the selected passage."""
        self.article_view.keep_passage()
