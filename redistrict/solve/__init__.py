"""The integer programs and how they are run; nothing else knows a solver."""
