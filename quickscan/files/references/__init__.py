"""Rules that no single type can check: names that must exist elsewhere, ids given twice, sums, orders and cycles."""
