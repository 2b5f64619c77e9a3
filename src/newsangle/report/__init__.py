"""The report: findings that the tables carry, on one page that leads back to the sentences."""

from newsangle.report.evidence import claim_matrix
from newsangle.report.findings import findings
from newsangle.report.index import write_index
from newsangle.report.page import event_tables, write_page
from newsangle.report.pdf import print_pdf

__all__ = ["claim_matrix", "event_tables", "findings", "print_pdf", "write_index", "write_page"]
