"""Api: what programs read and do, as its pages do it for people.

Owns tokens, the REST interface with its OpenAPI description, and webhooks. Everything it does is a query or an action
of the contexts below; it decides nothing of its own. A webhook is told from the audit log, so nothing is ever missed.
"""
