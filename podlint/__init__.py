"""podlint reads Kubernetes manifests and understands the pods in them."""
