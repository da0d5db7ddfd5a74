"""A table as a commune sends it, and what stands here after it came."""

from django.urls import reverse

from areas.models import ChildCount
from exchange.models import HeadCountFile

MESSY = (
    "UBND XÃ NGỌC HỒI;;;;\n"
    "STT;Tên thôn;0–5;6–15;Tổng số\n"
    "1;Thôn DAI ANG;50;70;120\n"
    "2;Lac Thi cu;40;55;95\n"
    "3;Trường bắn;1;1;2\n"
    ";Tổng cộng;91;126;217\n"
    ";Người lập biểu;;;\n"
)


def sent_file() -> HeadCountFile:
    return HeadCountFile.objects.get()


def stored() -> dict[tuple[str, int], int]:
    return {(count.village.name, count.year): count.children for count in ChildCount.objects.all()}


def page_of(as_user, thu) -> str:
    return as_user(thu).get(reverse("head-count-file", args=[sent_file().pk])).content.decode()


def refusal(response, field: str) -> str:
    assert response.status_code == 200
    assert not HeadCountFile.objects.exists()
    return " ".join(response.context["form"].errors.get(field, []))
