"""Forms (表样): the tables that offices keep, as data that a user can edit, filled from analyses."""
