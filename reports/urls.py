"""`/period-reports/`: reports that have to be sent."""

from django.urls import path

from reports.views import calendar, issuing, report, wording

urlpatterns = [
    path("", calendar.period_reports, name="period-reports"),
    path("due/", calendar.period_reports_due, name="period-reports-due"),
    path("begin/", calendar.period_report_begin, name="period-report-begin"),
    path("new/", calendar.period_report_new, name="period-report-new"),
    path("<uuid:pk>/", report.period_report, name="period-report"),
    path("<uuid:pk>/edit/", wording.period_report_edit, name="period-report-edit"),
    path("<uuid:pk>/preview/", wording.period_report_preview, name="period-report-preview"),
    path("<uuid:pk>/pictures/<slug:code>/", wording.period_report_picture, name="period-report-picture"),
    path("<uuid:pk>/draft/<slug:form>/", report.period_report_draft, name="period-report-draft"),
    path("<uuid:pk>/issue/", issuing.period_report_issue, name="period-report-issue"),
    path("<uuid:pk>/progress/", issuing.period_report_progress, name="period-report-progress"),
    path("<uuid:pk>/files/<slug:form>/", report.period_report_file, name="period-report-file"),
    path("<uuid:pk>/compared/", report.period_report_compared, name="period-report-compared"),
    path("<uuid:pk>/withdraw/", report.period_report_withdraw, name="period-report-withdraw"),
]
