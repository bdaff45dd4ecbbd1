"""Patterns: what each container of a pod is for, found over the pod model, with evidence that a reader can check."""
