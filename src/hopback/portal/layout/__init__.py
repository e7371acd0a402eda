"""The base page: templates, style sheet, icons, components, error pages."""
