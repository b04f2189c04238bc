from typing import Any
def quote_facts(*a: Any) -> Any: return {}
def answer_to(*a: Any) -> Any: return ""
