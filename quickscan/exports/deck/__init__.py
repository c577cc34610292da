"""The deck: about ten slides for the management, on a template that consultants edit in PowerPoint."""
