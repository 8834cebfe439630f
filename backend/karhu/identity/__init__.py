"""Offices, companies, people and integrations: who asks, and what they may do."""
