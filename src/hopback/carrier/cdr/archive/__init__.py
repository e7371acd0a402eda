"""The embedded archive: Parquet files by day, sorted by called number, found through a fence."""
