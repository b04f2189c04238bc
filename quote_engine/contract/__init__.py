"""The contract with other programs: what a quote may hold, the form of the answer. It knows no price and no rule."""
