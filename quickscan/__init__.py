"""Quick-Scan finds out where a company loses its sales leads, and what mending it is worth."""
