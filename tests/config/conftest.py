from tests.config.world import an, campaign, world

__all__ = ["an", "campaign", "world"]
