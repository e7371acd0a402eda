"""Call records: read in every switch's dialect, kept in an archive, searched as real life needs it."""
