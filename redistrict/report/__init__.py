"""The proposal for people: text, tables, figures, map, dossier."""
