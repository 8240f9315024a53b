"""What the interface answers: one file per noun. Each asks the queries and actions its page asks."""
