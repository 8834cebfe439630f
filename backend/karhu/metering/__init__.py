"""What the letters cost: monthly statements in the company's own time."""
