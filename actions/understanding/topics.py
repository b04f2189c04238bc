from typing import Any
def find_topic(words: str, *, asked: Any = None, family: Any = None) -> Any: return None
def load_topics() -> Any: return {}
