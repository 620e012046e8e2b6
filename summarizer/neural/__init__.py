"""Everything that needs torch: the shared encoder, its heads and their weights."""
