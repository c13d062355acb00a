"""newsreader: read, search and triage the news you keep on disk, offline, by keyboard."""

__version__ = "0.1.0"
