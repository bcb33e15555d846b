"""Plan urban communities by integer programming, verify every plan, print the papers."""

__version__ = "0.1.0"
