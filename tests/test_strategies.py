"""The shared strategies make documents that hold together and can be scored."""

from evaluating import as_table, scored
from hypothesis import given
from hypothesis import strategies as st
from strategies import Inputs, documents, doubled, inputs, shuffled

from quoth_eval.document import Document
from quoth_eval.integrity import check
from quoth_eval.reporting import Reporting


@given(documents())
def test_documents_hold_together_and_attributions_end_somewhere(document: Document) -> None:
    assert check(document) is document
    assert check(doubled(document))
    for a in document.attributions or ():
        assert Reporting(document).chain(a)[-1] == a


@given(st.data(), documents())
def test_a_shuffled_document_says_the_same(data: st.DataObject, document: Document) -> None:
    assert shuffled(data.draw, document).canonical() == document.canonical()


@given(inputs())
def test_inputs_can_be_scored(both: Inputs) -> None:
    gold, pred = both
    assert scored(gold, pred)["documents"]["gold"] == as_table(gold).num_rows
