"""Addresses of packs to insurers."""

from django.urls import path

from arcada.web.preauth.views import answering, deciding, drafting, listing, papers, showing, terms

app_name = "preauth"
HERE = "patients/<uuid:patient_id>/money/preauthorisation/"
ONE = f"{HERE}<uuid:pack_id>/"
LINE = f"{ONE}lines/<uuid:line_id>/"
urlpatterns = [
    path("insurers/", listing.waiting, name="waiting"),
    path("insurers/clocks/", terms.terms, name="terms"),
    path(HERE, listing.show, name="show"),
    path(f"{HERE}new/", drafting.new, name="new"),
    path(ONE, showing.pack, name="pack"),
    path(f"{ONE}narrative/", drafting.narrative, name="narrative"),
    path(f"{ONE}narrative/again/", drafting.again, name="again"),
    path(f"{ONE}narrative/preview/", drafting.preview, name="preview"),
    path(f"{ONE}image/", drafting.image, name="image"),
    path(f"{ONE}send/", answering.hand_over, name="send"),
    path(f"{ONE}receipt/", answering.receipt, name="receipt"),
    path(f"{ONE}answer/", answering.answer, name="answer"),
    path(f"{ONE}file/", answering.file, name="file"),
    path(f"{ONE}withdraw/", deciding.take_back, name="withdraw"),
    path(f"{ONE}appeal/", deciding.letter, name="appeal"),
    path(f"{ONE}appeal/send/", deciding.send_letter, name="appeal_send"),
    path(f"{ONE}pdf/", papers.pdf, name="pdf"),
    path(f"{ONE}papers/<uuid:document_id>/", papers.paper, name="paper"),
    path(f"{ONE}papers/<uuid:document_id>/leave-out/", drafting.without_image, name="leave_out"),
    path(f"{LINE}met/", deciding.met, name="met"),
    path(f"{LINE}without/", deciding.without, name="without"),
    path(f"{LINE}adjust/", deciding.adjusting, name="adjust"),
    path(f"{LINE}ask-the-dentist/", deciding.ask_dentist, name="ask_dentist"),
]
