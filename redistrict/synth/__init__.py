"""Made-up cities: streets first, then blocks, compounds, people and the papers about them."""
