"""What Kubernetes' API definitions say of the shape of an object, and what a manifest has against it."""
