"""Closing an account, and what the passing of time brings (A45 to A50)."""
