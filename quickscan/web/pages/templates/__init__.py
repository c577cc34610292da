"""The pages of report templates: put up, tried, published, removed."""
