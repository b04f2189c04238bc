"""What every benchmark prints with."""


def say(line: str) -> None:
    """Print a line at once: a run takes minutes, and is watched."""
    print(line, flush=True)  # noqa: T201  these are terminal programs
