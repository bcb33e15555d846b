"""Input files to facts: scenario, layers, ledger, adjacency."""
