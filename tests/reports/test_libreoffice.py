"""The Word file, opened by LibreOffice and turned into a PDF: nothing of it is lost on the way."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from hazards.models import HazardKind, HazardSite
from reports import services
from reports.paper import paper_of
from tests.shapes import point

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
A4_POINTS = (595, 842)
PICTURE = 3  # as pdfium numbers what stands on a page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this machine"),
]


@pytest.fixture
def turned(tmp_path):
    """`turned(content, "pdf")` is the file that LibreOffice makes of a Word file."""

    def turn(content: bytes, form: str) -> Path:
        Path(tmp_path / "report.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        words = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", tmp_path]
        subprocess.run(  # noqa: S603  (nothing of it comes from outside)
            [*words, tmp_path / "report.docx"], check=True, capture_output=True, timeout=180
        )
        return tmp_path / f"report.{form.partition(':')[0]}"

    return turn


def unspaced(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def paper(draft, commune, village, pond, fence):
    """A report with a table that is longer than a page."""
    kind = HazardKind.objects.get(code="construction")
    for number in range(80):
        HazardSite.objects.create(
            kind=kind, name=f"Hố móng số {number}", geom=point(12, 12), commune=commune, village=village,
            found_on="2026-02-01", deadline="2026-03-02",
        )  # fmt: skip
    return paper_of(draft)


def test_every_word_is_there(turned, paper):
    text = unspaced(turned(services.docx_of(paper), "txt:Text (encoded):UTF8").read_text(encoding="utf-8"))
    paragraphs = [paragraph for part in paper.parts for paragraph in part.paragraphs]
    head = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ NGỌC HỒI", paper.subject, "DỰ THẢO"]
    for line in [*head, *paragraphs, *paper.recipients, *paper.signature, "Hố móng số 79"]:
        assert unspaced(line) in text, line


def test_pages_are_a4_and_no_signature_stands_alone(turned, paper):
    """Of words with rare marks only those parts are looked for that any typeface has."""
    pdf = pypdfium2.PdfDocument(turned(services.docx_of(paper), "pdf"))
    assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {A4_POINTS}
    pages = [unspaced(page.get_textpage().get_text_range()) for page in pdf]
    # The head of the long table stands on each of its pages.
    long = [page for page in pages if "móng" in page]
    assert len(long) >= 2 and all("trách" in page for page in long)
    assert "TM." in pages[-1] and "Trênđâylàbáocáo" in pages[-1]
    pictures = [one for page in pdf for one in page.get_objects() if one.type == PICTURE]
    assert len(pictures) == len(paper.pictures) == 3


def test_report_about_nothing_opens_too(turned, draft):
    content = services.docx_of(paper_of(draft))
    text = turned(content, "txt:Text (encoded):UTF8").read_text(encoding="utf-8")
    assert "chưa có số liệu" in text and "0%" not in text
