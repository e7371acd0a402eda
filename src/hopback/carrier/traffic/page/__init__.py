"""The report as one page: a file that needs nothing else, with no script and nothing fetched."""
