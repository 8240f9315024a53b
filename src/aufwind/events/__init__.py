"""Events: what takes place when, who is there, who wishes to meet whom, and the plan.

Owns events, their rosters (slots, tables, participations, wishes) and plans. The only context that calls
`engine.scheduling`. Does not keep the register of actors and sends no news.
"""
