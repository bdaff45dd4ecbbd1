"""The judge, case by case."""
