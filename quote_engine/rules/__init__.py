"""The rules of the law and of contracts, one family a module; engine.py runs them in order."""
