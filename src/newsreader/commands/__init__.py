"""The commands, a module each; :mod:`newsreader.cli` puts them together."""
