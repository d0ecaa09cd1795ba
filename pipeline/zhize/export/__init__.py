"""Data → text or bytes, pure; `zhize.export.files` alone touches the disk."""
