"""The text of an article, from its sections to lines on the screen.

``pieces`` cuts a section where a reader would not notice, ``markdown`` and ``headers`` make blocks
of what they are given (``blocks``), ``breaking``, ``tables`` and ``layout`` set blocks in lines
(``setting``) of a width, ``document`` knows which of all this has been done and how high it stands,
``matches`` finds words in it, ``painting`` draws a line. The widget that shows it is
``article_view``.
"""
