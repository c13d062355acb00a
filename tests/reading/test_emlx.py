"""Messages that Apple Mail keeps are read as mail."""

from __future__ import annotations

from pathlib import Path

from newsreader.reading import read_file

MESSAGE = (
    b"From: Ida Moen <ida@harbour.example>\nTo: readers@harbour.example\n"
    b"Subject: The ferry is back\nMessage-ID: <1@harbour.example>\n"
    b"Date: Wed, 02 Jul 2025 18:30:00 +0200\n\nThe ferry runs again, the harbour office said.\n"
)
PLIST = b'<?xml version="1.0"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n'


def test_a_message_of_apple_mail_is_read_without_its_flags(tmp_path: Path) -> None:
    path = tmp_path / "17.emlx"
    path.write_bytes(b"%-10d\n" % len(MESSAGE) + MESSAGE + PLIST)
    (article,) = read_file(path)
    assert article.title == "The ferry is back"
    assert article.byline == "Ida Moen"
    assert article.text() == "The ferry runs again, the harbour office said."


def test_a_number_above_any_other_text_is_text(tmp_path: Path) -> None:
    path = tmp_path / "17.txt"
    path.write_text("17\nThe ferry runs again, the harbour office said on Monday in the evening.\n")
    (article,) = read_file(path)
    assert "harbour office" in article.text()
