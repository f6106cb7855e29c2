"""One thing: what is said of it, and how its page shows it."""
