"""``python -m benchmarks`` measures the solver."""

from benchmarks.solver import main

main()
