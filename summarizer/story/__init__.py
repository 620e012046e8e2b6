"""One actor and one fact across several articles."""
