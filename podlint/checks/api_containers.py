"""What the API server refuses in containers themselves: names, images, policies, what each kind may have.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
