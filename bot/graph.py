"""The model's graph run node after node, without dask.

Rasa plans every run anew with dask: for a text, and again for each action that is predicted. Its predictions run in
one thread all the same, so that what is left of dask is a sixth of a turn's processor.
"""

from typing import Any, Dict, List, Optional, Text

from rasa.core import processor
from rasa.engine.runner.dask import DaskGraphRunner


class PlainGraphRunner(DaskGraphRunner):
    """Runs each node that a target needs, once, after those that it needs itself."""

    def run(self, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None) -> Dict[Text, Any]:
        """Return what each target gives, by name; `inputs` stand for nodes that only this run has."""
        names = targets or self._graph_schema.target_names
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in names:
            self._run_node(name, results)
        return dict(results[name] for name in names)

    def _run_node(self, name: str, results: Dict[str, Any]) -> None:
        if name not in results:
            needed = list(self._graph_schema.nodes[name].needs.values())
            for each in needed:
                self._run_node(each, results)
            results[name] = self._instantiated_nodes[name](*(results[each] for each in needed))


def run_graphs_plainly() -> None:
    """Let the agents loaded from here on run their model's graph so."""
    processor.DaskGraphRunner = PlainGraphRunner
