"""The report: findings that the tables support, on one page that links back to the sentences.

Every function takes the tables of an event by name, as event_tables returns them, or the places of an event.
"""

from newsangle.report.evidence import claim_matrix
from newsangle.report.findings import findings
from newsangle.report.index import write_index
from newsangle.report.page import event_tables, write_page
from newsangle.report.pdf import print_pdf
from newsangle.report.takeaway import write_datapackage, write_summary
from newsangle.report.workbook import write_workbook

__all__ = [
    "claim_matrix", "event_tables", "findings", "print_pdf", "write_datapackage", "write_index", "write_page",
    "write_summary", "write_workbook",
]  # fmt: skip
