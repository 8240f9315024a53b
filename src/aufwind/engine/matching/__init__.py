"""Who should meet whom: profiles in, ranked pairs with reasons out.

Text relevance is `search` (meaning, spelling and labels at once) over `encoders`, `lexical` and `taxonomy`; every text
passes `words.neutral` first, so gender and age cannot be told apart by any part.
"""
