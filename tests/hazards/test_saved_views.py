"""Views of the list under a name: a person's own, and those that colleagues share."""

import pytest
from django.urls import reverse

from hazards.models import SavedView


@pytest.fixture
def view(lan, commune) -> SavedView:
    return SavedView.objects.create(user=lan, commune=commune, name="Ao quá hạn", words="kind=pond&overdue=1")


@pytest.fixture
def post(as_user):
    def send(user, address, *args, **data):
        return as_user(user).post(reverse(address, args=args), data)

    return send


def listed(as_user, user) -> str:
    return as_user(user).get(reverse("site-list")).content.decode()


def test_view_keeps_filters_order_and_columns_and_drops_the_rest(post, lan, commune):
    words = "kind=pond&kind=canal&sort=-risk&cols=name,cost&page=4&utm=x&status="
    answer = post(lan, "view-save", name="Của tôi", words=words)
    kept = "kind=pond&kind=canal&sort=-risk&cols=name,cost"
    assert SavedView.objects.get().words == kept
    assert answer.url == f"{reverse('site-list')}?{kept}"


def test_same_name_twice_is_refused_and_nothing_typed_is_lost(post, view, lan):
    answer = post(lan, "view-save", name="ao quá hạn", words="kind=canal", is_shared="on")
    html = answer.content.decode()
    assert "You already have a view of this name" in html
    assert 'value="ao quá hạn"' in html and 'value="kind=canal"' in html
    assert SavedView.objects.count() == 1


def test_name_is_needed(post, lan, commune):
    assert "Please give the view a name." in post(lan, "view-save", words="kind=pond").content.decode()


def test_view_is_shared_with_colleagues_of_the_commune(post, as_user, view, lan, minh, tuan):
    assert "Ao quá hạn" not in listed(as_user, minh)
    post(lan, "view-edit", view.pk, name="Ao quá hạn", is_shared="on")
    assert "Ao quá hạn" in listed(as_user, minh)
    assert "Ao quá hạn" not in listed(as_user, tuan)


def test_view_is_renamed_and_keeps_its_words(post, view, lan):
    post(lan, "view-edit", view.pk, name="Ao trễ hạn")
    view.refresh_from_db()
    assert (view.name, view.words) == ("Ao trễ hạn", "kind=pond&overdue=1")


def test_view_is_deleted_by_its_owner_alone(post, view, lan, minh):
    view.is_shared = True
    view.save()
    assert post(minh, "view-delete", view.pk).status_code == 404
    assert post(minh, "view-edit", view.pk, name="x").status_code == 404
    post(lan, "view-delete", view.pk)
    assert not SavedView.objects.exists()


def test_old_words_of_a_view_break_nothing(as_user, view, lan, pond):
    SavedView.objects.update(words="kind=volcano&village=999999&sort=-gold&cols=,,&as_of=never&q=%00")
    page = as_user(lan).get(f"{reverse('site-list')}?{SavedView.objects.get().words}")
    assert page.status_code == 200
    assert "Ao cá Đại Áng" in page.content.decode()
