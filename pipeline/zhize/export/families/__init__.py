"""Many texts beside one another: page, workbook and summary."""
