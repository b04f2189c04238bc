"""Rasa without the libraries that its modules import and the assistant never uses.

Ours are one rule policy, a logistic regression and one channel. But `rasa.core.agent` imports the base of everything:
TensorFlow for the learnt policies, the clients of a dozen messengers, three databases and two brokers. That was most of
the start and of the memory. Here these libraries are empty modules whose every name is an empty class, enough for a
definition to be made of; whoever would compute with one is refused (docs/decisions/0111-a-lean-bot.md).
"""

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Optional, Sequence, Tuple

ABSENT = frozenset({
    "tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras",  # learnt policies, DIET
    "aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk",  # channels
    "boto3", "botocore", "pymongo",  # tracker stores and remote storage
    "aio_pika", "aiormq", "confluent_kafka", "pamqp",  # event brokers
    "matplotlib", "prompt_toolkit", "questionary",  # evaluations and the terminal
})  # fmt: skip


class _Refusing(type):
    """The class of names that exist only to be derived from or to annotate with."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls.__module__ == __name__:  # as a decorator it leaves what it decorates
            if len(args) == 1 and not kwargs and callable(args[0]):
                return args[0]
            return lambda decorated: decorated
        message = f"{cls.__name__} is of a library that this process does without"
        raise NotImplementedError(message)


def _stand_in(name: str) -> Any:
    return _Refusing(name, (), {})


class _EmptyModule(ModuleType):
    __path__: Tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = _stand_in(name)
        setattr(self, name, found)
        return found


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self,
        fullname: str,
        path: Optional[Sequence[str]] = None,  # noqa: ARG002  the signature is the import system's
        target: Optional[ModuleType] = None,  # noqa: ARG002
    ) -> Optional[importlib.machinery.ModuleSpec]:
        if fullname.split(".", maxsplit=1)[0] in ABSENT:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it."""


def start_lean() -> None:
    """Keep these libraries out of this process; to be called before Rasa is imported."""
    sys.meta_path.insert(0, _Finder())
    _load_trusting_named_types_only()


def _load_trusting_named_types_only() -> None:
    """Import skops without its census of every estimator, for which it imports all of scikit-learn.

    What may be in the model's file is then what `intent_classifier` names, and nothing else.
    """
    import sklearn.utils  # noqa: PLC0415

    census = sklearn.utils.all_estimators
    sklearn.utils.all_estimators = list
    try:
        import skops.io  # noqa: F401, PLC0415
    finally:
        sklearn.utils.all_estimators = census
