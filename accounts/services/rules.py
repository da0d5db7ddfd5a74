"""What is asked of everyone who holds a post."""

from django.db import transaction

from accounts.models import PostRule, Role, User
from areas.models import Commune
from audit.log import Deed, record


@transaction.atomic
def ask_second_factor(role: Role, *, commune: Commune | None, is_asked: bool, by: User, request=None) -> bool:
    """Ask it of a post in `commune` (None: everywhere), or no longer; whether that changed anything."""
    rule = PostRule.objects.select_for_update().filter(role=role, commune=commune).first()
    if bool(rule and rule.needs_two_factor) == is_asked:
        return False
    rule = rule or PostRule(role=role, commune=commune)
    rule.needs_two_factor = is_asked
    rule.save()
    details = {"second_factor": [not is_asked, is_asked]}
    record(Deed.RULE_CHANGED, request=request, actor=by, about=role, commune=commune, changes=details)
    return True
