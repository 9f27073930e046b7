"""Jobs of insurance. A job is given ids and its practice, never a patient's data."""

from datetime import datetime
from functools import partial
from uuid import UUID

from procrastinate.contrib.django import app

from arcada.cases.models import Case
from arcada.insurance.actions.renew import renew_estimates
from arcada.insurance.models import Coverage
from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.store.tenancy import in_practice

SAID = "Fees that are agreed with the payer changed."


@app.task(queue="estimates", name="insurance.renew_after_fees")
def renew_after_fees(*, practice_id: str, payers: list[str], member_id: str, at: str) -> None:
    """Renew the estimates of everybody who is covered by these payers and has an open case, one after the other."""
    within = partial(in_practice, practice_id)
    with within():
        open_cases = Case.objects.filter(closed_at__isnull=True).values("patient_id")
        covered = Coverage.objects.filter(
            policy__plan__payer__in=[UUID(one) for one in payers], removed_at__isnull=True, patient__in=open_cases
        )
        patients = sorted(set(covered.values_list("patient_id", flat=True)))
    for patient_id in patients:
        with within():
            patient = Patient.objects.select_related("practice").get(pk=patient_id)
            by = Membership.objects.get(pk=member_id)
            when = datetime.fromisoformat(at)
            renew_estimates(patient=patient, cause="fees", cause_text=SAID, by=by, at=when)
