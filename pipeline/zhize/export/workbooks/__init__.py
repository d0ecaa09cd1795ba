"""Tables as workbooks and as comma-separated values."""
