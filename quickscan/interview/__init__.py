"""Answers in, next question out: which questions apply, what respondents say together, whether a value fits."""
