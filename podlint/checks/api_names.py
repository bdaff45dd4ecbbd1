"""What the API server refuses in names, labels, annotations and other metadata.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
