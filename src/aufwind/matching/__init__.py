"""Who should meet whom, and why: runs of the matching engine over the register, and what people answered.

Owns vectors of texts, runs, suggestions and answers. The only context that calls `engine.matching`. Contexts above
hand it profiles; it never sees an event or a case file, and no state of a person changes because of a score.
"""
