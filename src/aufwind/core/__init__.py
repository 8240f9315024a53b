"""The shared kernel: who may do what, what was done, what is being done, and how pages look.

Owns the access policy, the audit log, background jobs and outgoing mail, backup and restore, money,
language-neutral facts, and the components every page is made of. Knows nothing of events or actors.
"""
