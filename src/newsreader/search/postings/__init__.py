"""Array postings inside Whoosh: an index that answers in fractions of a millisecond.

Whoosh keeps what it is good at: the index's table of contents (TOC), write lock, generations,
deletions and the file of terms. Its posting lists, which cost it a pickle and a Python loop a
posting, are replaced, through its own extension points, by plain little-endian arrays that are
mapped into memory and hardly ever decoded. A segment holds at most 131,072 documents: a number in
it takes 16 bits, and one of the byte beside it. They are numbered by date, so that "newest first"
is a walk from the end.

A segment's files, each a row of sections that begin at multiples of eight bytes:

    SEG.trm   the terms of every field, in Whoosh's own format          (``lexicon``)
    SEG.doc   for each field, term by term: numbers of documents        (``halves``)
    SEG.frq   beside them: how often the term stands there and, for the
              body's, in the headline                                   (``counts``)
              and document by document how often words stand there
              that begin with a letter or two many begin with           uint8, 16 or 32
    SEG.pos   posting by posting: the term's positions there            uint16 or 32
    SEG.top   the documents that frequent terms weigh most in           (``heaviest``)
    SEG.art   document by document: id, article number, date, and the
              number of words in each field as Whoosh's length byte     (``articles``)

The lists of the body also have the documents whose headline alone has the term; it stands in their
bodies no time. So a word that is looked for in both is one list; those of the headlines are for
searches in these alone, for phrases, and for many words at once. A term's entry says where its
postings and where its positions begin. Terms being sorted, the postings of all words that begin
alike are *one* slice of ``SEG.doc``.

Every block of 8 KB has a checksum, kept in the TOC and compared before the block is first read, by
a search or by whoever looks the whole index through when there is time: a damaged index is noticed
where it would answer wrongly. Files are complete and synced before a TOC names them.

The modules, from the ground up: ``files`` (sections, checksums) · ``lexicon`` (terms) · ``counts``
(how often they stand) · ``halves`` (numbers of documents) · ``codec`` and ``matcher`` (what
Whoosh's searcher reads it by, which the tests compare with) · ``pieces``, ``numbering`` and
``runs`` (texts → sorted words) · ``merging`` (runs or segments → a segment) · ``segment`` (reading)
· ``heaviest`` · ``writer`` · ``lazily``, ``ranking``, ``fields``, ``lists``, ``found``,
``unscored``, ``phrases``, ``expansion`` and ``executor`` (answering).
"""
