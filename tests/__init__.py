"""Tests, in the same tree as quickscan. A package, so that no installed one of this name stands before it."""
