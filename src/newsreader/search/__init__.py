"""Words → ranked article ids: the query language, the full-text index, and hits in context.

``grammar.parse`` reads a query, ``joining.evaluate`` answers it from ``index.Index`` (words) and
from whoever knows the facts, ``snippets.Highlighter`` shows where it hit.
"""
