"""What the schema layer finds in an object: one rule a kind of mistake, all found in one walk."""

SCOPE = "object"
RELAYS = "structure"
