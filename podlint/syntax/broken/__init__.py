"""What people do to a text so that it is YAML no more: one module for each sort of mistake."""
