"""The frozen reference: see README.md."""
