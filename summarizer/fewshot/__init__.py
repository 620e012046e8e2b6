"""Labels from few examples: reading, fitting, checking and trying a user's own codebook."""
