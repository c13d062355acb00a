"""What the library answers with: plain data, safe to hand from thread to thread.

``number`` is an article's place in the catalogue: short, quick, and good until the catalogue is
rebuilt. ``id`` is for ever. All text has been cleaned.
"""
