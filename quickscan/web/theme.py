"""The calm theme for Mantine; colours come from assets/tokens.css, so that light and dark share one source."""

from typing import Any

TEAL = ["#e2f1f4", "#c9e5ea", "#9dd0d9", "#6dbac8", "#45a6b8", "#2591a6", "#147f95", "#0b6e82", "#085a6b", "#054653"]
SLATE = ["#e4ebf1", "#c3cfda", "#a3b2c1", "#8496a7", "#3a4b5a", "#263441", "#1e2a35", "#10181f", "#0c1318", "#080d11"]
"""The grounds and letters of dark pages, as in tokens.css: fields and lists would be grey otherwise."""
THEME: dict[str, Any] = {
    "primaryColor": "teal_ink",
    "primaryShade": {"light": 7, "dark": 4},
    "colors": {"teal_ink": TEAL, "dark": SLATE},
    "fontFamily": '"Noto Sans", "Segoe UI", system-ui, sans-serif',
    "defaultRadius": "md",
    "autoContrast": True,
    "respectReducedMotion": True,
}
