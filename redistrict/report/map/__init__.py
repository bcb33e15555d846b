"""The page that officials open: one HTML file with map, tables and review, without a network."""
