"""What a terminal shows: tables whose columns line up, trees, lists of problems and dates."""
