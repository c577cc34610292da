"""Answers to maturity, severity of the nine causes, findings, and the analytic loss estimate."""
