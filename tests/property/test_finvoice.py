"""Whatever a document holds, its e-invoice is valid and adds up, or is refused for a reason."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings

from karhu.channels.finvoice import finvoice, schema
from karhu.channels.finvoice_elements import Unfit
from karhu.letters.document import Document
from tests.documents import DOCUMENTS

AT = datetime(2026, 2, 15, 6, 30, tzinfo=UTC)


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_a_random_document_is_a_valid_einvoice_that_adds_up(document: Document) -> None:
    refused = ""
    try:
        root = finvoice(document, message_id="m-1", at=AT)
    except Unfit as unfit:
        refused = str(unfit)
    if refused:
        assert "takes 20 characters" in refused or "no whole postal address" in refused
        return
    assert schema().validate(root)
    rows = [Decimal(e.text.replace(",", ".")) for e in root.iterfind("InvoiceRow/RowAmount")]
    assert sum(rows) == document.payable
    told = root.findtext("InvoiceDetails/InvoiceTotalVatIncludedAmount")
    assert Decimal(told.replace(",", ".")) == document.payable
