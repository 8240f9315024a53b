"""Projects, the programmes that fund them, and their partners.

Owns programmes and projects with money, dates and the chain of predecessors. Status and rates are computed,
never typed in. Knows actors; does not know events.
"""
