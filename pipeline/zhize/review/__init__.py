"""What persons entered in a workbook (复核): read back, kept beside the regulation, and applied to later runs."""
