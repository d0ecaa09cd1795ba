"""Pages of Word as Chinese offices print them (GB/T 9704)."""
