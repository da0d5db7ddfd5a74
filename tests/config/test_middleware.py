"""What every answer carries."""


def test_pages_of_a_person_are_kept_by_no_shared_cache(client, lan):
    client.force_login(lan)
    assert client.get("/")["Cache-Control"] == "private, no-cache"


def test_fragment_after_the_session_ended_leads_to_the_log_in(client, pond):
    response = client.get(f"/hazards/{pond.pk}/card/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/login/")


def test_page_after_the_session_ended_is_a_plain_redirect(client, pond):
    assert client.get(f"/hazards/{pond.pk}/card/").status_code == 302
