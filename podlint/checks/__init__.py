"""The rules, one module a family and one pure function a rule; cards are in rules/<family>/."""
