"""What the API server would refuse: its decoding aside, everything it says of an object on creation."""
