"""The folder that installs redistrict on a machine without network."""
