"""Procedures (程序): who does what in which order, put together from the steps of norms."""
