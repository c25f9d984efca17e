"""What a served process does beyond one page: who may come in, with what, and how it ends."""
