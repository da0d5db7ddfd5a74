"""`/openapi.json`: every address of the product, as the views say of themselves (foundation/contract.py)."""
