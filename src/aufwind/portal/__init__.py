"""Pages made of several contexts: home, the staff's desk; and the demo, which fills all contexts.

Owns no tables.
"""
