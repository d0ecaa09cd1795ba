"""Data → text or bytes, pure; `zhize.files` alone touches the disk."""
