"""The compiled twin of the reference engine: the same way of a lead, as machine code over arrays."""
