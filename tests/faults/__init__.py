"""Kills processes and looks at what is left: an app with a job of its own, a mail sink, and two protocols.

`bench/kill.py` runs the protocols at full length, `test_kills.py` a short version.
"""
