"""The proposal's folder: write, read back, lock, swap."""
