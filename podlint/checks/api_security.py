"""What the API server refuses in security contexts, host namespaces and on other systems.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
