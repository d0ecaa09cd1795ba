"""Procedures as flow charts (SVG, Mermaid), Markdown, tables of the terminal and records."""
