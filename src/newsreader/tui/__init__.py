"""The app: everything that knows Textual, and nothing else does."""
