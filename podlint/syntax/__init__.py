"""Located YAML: text to a tree of nodes that know their exact place, read as Kubernetes reads it."""
