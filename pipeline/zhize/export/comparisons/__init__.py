"""Two texts beside each other: page, document, workbook and summary."""
