"""Mail saved as text: the lines above it are its facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.article import Article, TitleFrom
from newsreader.reading import read_file

TEXT = "The ferry is back after a winter in the yard, and the goat with it.\n"


def read(head: str, folder: Path, text: str = TEXT) -> Article:
    file = folder / "mail.txt"
    file.write_text(f"{head}\n\n{text}", encoding="utf-8")
    (article,) = read_file(file)
    return article


@pytest.mark.parametrize(
    "head",
    [
        "From: Ines Okafor <ines@b.example>\nSent: Wednesday, July 2, 2025 6:30 PM\nTo: All\nSubject: Ferry returns",
        "From:\tOkafor, Ines [mailto:ines@b.example]\nSent:\t2 July 2025 18:30\nTo:\tAll\nCc:\tMore\nSubject:\tFerry returns",
        "Subject: Ferry returns\nDate: 2025-07-02\nFrom: Ines Okafor",
        "Von: Ines Okafor\nGesendet: Mittwoch, 2. Juli 2025 18:30\nAn: Alle\nBetreff: Ferry returns",
        "De : Ines Okafor\nEnvoyé : mercredi 2 juillet 2025 18:30\nÀ : Tous\nObjet : Ferry returns",
        "Від: Ines Okafor\nНадіслано: 2 липня 2025\nКому: Усі\nТема: Ferry returns",
        "*From:* Ines Okafor <ines@b.example>\n*Date:* Wed, 2 Jul 2025 18:30:00\n*To:* x\n*Subject:* Ferry returns",
    ],
)
def test_the_lines_above_are_the_facts(head: str, tmp_path: Path) -> None:
    article = read(head, tmp_path)
    assert (article.title, article.title_from) == ("Ferry returns", TitleFrom.META)
    assert article.byline == "Ines Okafor"
    assert (article.published or "")[:10] == "2025-07-02"
    assert article.text() == TEXT.strip()


@pytest.mark.parametrize(
    "head",
    ["From: the harbour\nThe ferry is back.", "Subject: ferries", "From: a\nSubject: b",
     "Ferry returns\nFrom: Ines\nSubject: x\nTo: y"],
)  # fmt: skip
def test_a_text_that_only_looks_a_little_like_mail_is_a_text(head: str, tmp_path: Path) -> None:
    article = read(head, tmp_path)
    assert head.splitlines()[0] in f"{article.title}\n{article.text()}"


def test_what_is_glued_below_is_folded_as_in_any_text(tmp_path: Path) -> None:
    glued = TEXT * 3 + "\nRelated Articles\n\nGoat sails again\n"
    article = read("From: Ines\nTo: All\nSubject: Ferry returns", tmp_path, glued)
    assert "Goat sails again" not in article.text()
