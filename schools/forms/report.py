"""What a school tells of a danger: the school is known, so nobody is asked for a name."""

from hazards.forms.report import ReportForm


class SchoolReportForm(ReportForm):
    reporter_name = None
    reporter_phone = None
    website = None

    class Meta(ReportForm.Meta):
        fields = ["words", "kind"]
