"""Rendering: typed pages become finished HTML, by way of routes, Markdown and templates."""
