"""What is tested of the pod model."""
