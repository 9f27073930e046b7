"""What the practice gives off comes after insurers and write-offs, and the line still adds up."""

import datetime as dt
from decimal import Decimal

from insured import make_coverage, make_plan

TODAY = dt.date(2026, 3, 2)


def test_the_worked_example_of_the_page_on_benefits(premium, patient):
    """A fee of 204.00, 80.00 from the insurer, 54.00 given off: the patient pays 70.00."""
    from arcada.core.benefits.discount import Discount
    from arcada.insurance.estimating import estimate_of
    from arcada.insurance.estimating_discount import discounted

    premium.items.exclude(item="p-i9").update(state="declined")
    premium.items.filter(item="p-i9").update(price=Decimal("204.00"))
    benefits = {"plan_type": "fixed_benefit", "fixed_benefits": {"direct_restoration": 80}, "deductibles": []}
    make_coverage(patient, make_plan(patient.practice, benefits=benefits))
    now = estimate_of(premium, as_of=TODAY)
    assert (now.charge, now.insurers_pay, now.patient_pays) == (Decimal(204), Decimal(80), Decimal(124))
    settled = discounted(now, [Discount(name="Courtesy", amount=Decimal(54))], round_to=Decimal("0.01"))
    assert settled.total == Decimal("70.00")
    assert now.insurers_pay + now.write_off + settled.discounts + settled.total == now.charge
