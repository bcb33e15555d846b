"""The proposal as plain text, for terminals and quick reading."""
