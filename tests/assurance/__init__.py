"""Long runs whose figures docs/ASSURANCE.md prints; each is a program of its own."""
