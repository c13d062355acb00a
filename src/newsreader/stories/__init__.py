"""Which articles carry the same text, and what each of them made of it.

Words and numbers only: nothing here knows files, SQLite or the screen. In the order of the work:
``normalise`` (text → words that no house style tells apart), ``sketch`` (what is kept of an article
to find its copies by), ``pairs`` (which are worth a closer look), ``likeness`` (the closer look),
``grouping`` (pairs → stories), ``versions`` (which copies one outlet has replaced), ``comparing``
and ``summary`` (what each outlet did to the text, ``style`` told apart).
"""
