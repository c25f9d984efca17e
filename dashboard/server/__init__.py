"""What a served process does beyond one page."""
