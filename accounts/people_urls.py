"""People, their posts and links, as administrators manage them."""

from django.urls import path

from accounts.views import invite, links, people, person, posts, rules

urlpatterns = [
    path("", people.people, name="people"),
    path("new/", invite.person_new, name="person-new"),
    path("known/", invite.person_known, name="person-known"),
    path("rules/", rules.post_rules, name="post-rules"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/edit/", person.person_edit, name="person-edit"),
    path("<int:pk>/leave/", person.person_leave, name="person-leave"),
    path("<int:pk>/back/", person.person_back, name="person-back"),
    path("<int:pk>/sessions/end/", person.person_sessions, name="person-sessions-end"),
    path("<int:pk>/unlock/", person.person_unlock, name="person-unlock"),
    path("<int:pk>/second-factor/reset/", person.person_second_factor, name="person-second-factor-reset"),
    path("<int:pk>/link/", links.person_link, name="person-link"),
    path("<int:pk>/link/new/", links.person_link_new, name="person-link-new"),
    path("<int:pk>/link/send/", links.person_link_send, name="person-link-send"),
    path("<int:pk>/link/withdraw/", links.person_link_withdraw, name="person-link-withdraw"),
    path("<int:pk>/posts/new/", posts.post_give, name="post-give"),
    path("<int:pk>/posts/<int:post_pk>/", posts.post_change, name="post-change"),
    path("<int:pk>/posts/<int:post_pk>/end/", posts.post_end, name="post-end"),
]
