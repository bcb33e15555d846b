"""Inputs that nobody would type, many of them: run apart, see ``python -m tests.fuzz``."""
