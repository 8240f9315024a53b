"""Who may come in: staff by password with a second factor or passkey, participants by a signed personal link.

Owns users, their roles and personal links. Knows nothing of what people do once they are in.
"""
