from typing import Any
def quote_facts(*a: Any) -> Any: return {}
def answer_to(topic, *a: Any) -> Any: return topic.answer
