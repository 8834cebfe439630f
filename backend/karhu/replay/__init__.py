"""Living through a ledger's history day by day, with the production code on a movable clock."""
