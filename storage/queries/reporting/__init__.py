"""The report as it is put together, edited, kept in versions and read back."""
