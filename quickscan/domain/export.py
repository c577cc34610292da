"""The files that a scan can be handed over as."""

from typing import Literal, get_args

Format = Literal["docx", "xlsx", "pptx", "pdf"]
"""docx: the report; xlsx: all figures; pptx: slides for the management; pdf: the report for reading."""
FORMATS: tuple[Format, ...] = get_args(Format)
