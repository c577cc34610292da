"""The Word report: a scan turned into words and numbers, put into a template that a consultant edits in Word."""
