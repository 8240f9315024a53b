"""What makes a plan a plan: one named function per rule. Read by `verify` and by nobody who plans.

Each rule looks at the problem and the plan as people see them and gives its objections; nothing here is
shared with the solvers, so a mistake of theirs cannot hide here.
"""
