"""Every deed on people, posts, links and rules: one transaction each, and in the security log."""

from accounts.services.links import make_link as make_link
from accounts.services.links import use_link as use_link
from accounts.services.links import withdraw_link as withdraw_link
from accounts.services.people import come_back as come_back
from accounts.services.people import edit_person as edit_person
from accounts.services.people import end_sessions as end_sessions
from accounts.services.people import invite as invite
from accounts.services.people import leave as leave
from accounts.services.people import reset_second_factor as reset_second_factor
from accounts.services.people import unlock as unlock
from accounts.services.posts import change_post as change_post
from accounts.services.posts import end_post as end_post
from accounts.services.posts import give_post as give_post
from accounts.services.rules import ask_second_factor as ask_second_factor
