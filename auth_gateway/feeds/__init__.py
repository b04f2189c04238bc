"""The weekly files of the mutuelles: who is covered, by what, since when (A9, A54)."""

from auth_gateway.feeds.models import Feed, FeedStatus

__all__ = ["Feed", "FeedStatus"]
