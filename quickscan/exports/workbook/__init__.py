"""The workbook: every figure of a scan as a number that can be reckoned with, in Excel."""
