"""Karhu: unpaid invoices become reminders, by rule, once, and everyone can see why."""
