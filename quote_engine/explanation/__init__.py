"""The words of an estimate: a sentence to each step and warning, and the facts that go into it, told in French."""
