"""A sample company to look at: its customers, fourteen months of its life, and its mailbox."""
