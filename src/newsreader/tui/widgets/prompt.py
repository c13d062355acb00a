"""A question in the bottom line: a name, a tag, a command."""

from __future__ import annotations

import asyncio

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.completing import Complete, CompletingInput


def _nothing(_text: str, _cursor: int) -> tuple[()]:
    return ()


class PromptLine(CompletingInput):
    """What is answered."""

    KEY_SCOPE = Scope.PROMPT
    BINDINGS = bindings(Scope.PROMPT)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what could be meant."""
        event.stop()
        self.offer()

    def action_give_up(self) -> None:
        """Answer nothing."""
        self.screen.query_one(Prompt).close(None)


class Prompt(Horizontal):
    """Hidden until something is asked; one question at a time."""

    DEFAULT_CSS = """
    Prompt {
        display: none;
        height: 1;
        background: $surface-lighten-1;
        #prompt-label { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        PromptLine {
            border: none; height: 1; padding: 0; width: 1fr; background: transparent;
            &:focus { border: none; background: transparent; }
        }
    }
    """

    line = getters.query_one(PromptLine)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._answer: asyncio.Future[str | None] | None = None
        # Where the focus goes back to, once a question has been begun.
        self._back: Widget | None = None
        self._begun = 0
        self._asked = False

    def compose(self) -> ComposeResult:
        """What is asked, and the line to answer in."""
        yield Static("", id="prompt-label")
        yield PromptLine(_nothing)

    def begin(self) -> int:
        """Take what is typed from now on, for :meth:`ask` to begin with: letters typed right after
        the key that leads to a question belong to it, and must not act on articles.

        Returns:
            What to give to :meth:`end`.
        """
        self.close(None)
        self._begun += 1
        self._show("")
        return self._begun

    def end(self, begun: int) -> None:
        """No question, or no more, comes of what was begun."""
        if begun == self._begun and self.is_attached:
            self._hide()

    def _show(self, value: str) -> None:
        if self.screen.focused is not self.line:
            self._back = self.screen.focused
        with self.prevent(Input.Changed):
            self.line.value = value
        self.line.cursor_position = len(value)
        self.display = True
        self.screen.set_focus(self.line)

    def _hide(self) -> None:
        back, self._back = self._back, None
        self.display = False
        self.query_one("#prompt-label", Static).update("")
        if back is not None and back.is_attached:
            self.screen.set_focus(back)

    async def ask(
        self, question: str, *, value: str = "", complete: Complete = _nothing, hint: str = ""
    ) -> str | None:
        """Ask something, and wait for the answer.

        Args:
            question: A few words.
            value: What stands there to begin with.
            complete: What can be completed.
            hint: What stands there while nothing does.

        Returns:
            The answer without the blanks around it, or None if the reader gave up.
        """
        self.close(None)
        self._answer = answer = asyncio.get_running_loop().create_future()
        self.query_one("#prompt-label", Static).update(Content(question))
        self.line.placeholder = hint
        self.line.complete_with(complete)
        typed = self.line.value if self.display and not self._asked else ""
        self._asked = True
        self._show(value or typed)
        self.line.offer()
        try:
            given: str | None = await answer
            return given
        finally:
            self._asked = False
            if self._answer is answer and self.is_attached:
                self._hide()

    async def sure(self, question: str) -> bool:
        """Ask whether to do something: enter does it, ``esc`` and ``n`` do not."""
        answer = await self.ask(f"{question}? enter does it, esc does not")
        return answer is not None and not answer.casefold().startswith("n")

    @property
    def asking(self) -> bool:
        """Whether something is asked, and not answered yet."""
        return self._answer is not None and not self._answer.done()

    def close(self, answer: str | None) -> None:
        """Give the answer, if something is asked."""
        if self._answer is not None and self.asking:
            self.line.hide_offers()
            self._answer.set_result(answer)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        self.close(event.value.strip())
