"""Tables as workbooks, CSV, Markdown and Parquet."""
