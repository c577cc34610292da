"""The list of all engagements, and what is done with whole ones: begin, change, copy, put away, hand out, take in."""
