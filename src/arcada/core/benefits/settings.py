"""The switches of payers and contracts, each with its default first.

A blank is never guessed: what a contract leaves open is one of these settings, kept with the estimate that used it.
"""

from dataclasses import dataclass
from decimal import Decimal

CHOICES: dict[str, tuple[str, ...]] = {
    "deductible_position": ("before_coinsurance", "after"),
    "line_order": ("as_given", "same_day_highest_percent_first", "fee_desc", "percent_asc"),
    "family_deductible": ("embedded_amount", "n_members", "aggregate"),
    "incurred_on": ("completion", "preparation"),
    "exclusion_fee_rule": ("contract", "office"),
    "writeoff_when_max_exhausted": ("keep", "none"),
    "writeoff_when_limited": ("keep", "none"),
    "fixed_benefit_blank": ("zero", "full", "unknown"),
    "fee_missing": ("office", "zero", "unknown"),
    "cob_base": ("patient_balance", "billed", "lower_contract"),
    "secondary_writeoff": ("to_lowest_contract", "to_secondary_contract", "none"),
    "cob_granularity": ("line", "claim"),
    "predetermination": ("override", "info"),
    "preauthorization_missing": ("zero", "penalty"),
    "out_of_network": ("ucr", "mac", "office"),
    "rounding": ("half_up",),
}
SWITCHES: dict[str, bool] = {
    "zero_percent_is_exclusion": True,
    "downgrade_writeoff": True,
    "frequency_counts_history": True,
    "frequency_counts_pending": True,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The switches in force for an estimate.

    `family_members` met theirs where the family's deductible asks for a number; a predetermination that names no last
    day holds `predetermination_months`; `preauthorization_penalty` is the share of a payment that is lost.
    `not_known` are switches that were asked for and that nothing here knows: they changed nothing.
    """

    deductible_position: str = "before_coinsurance"
    line_order: str = "as_given"
    family_deductible: str = "embedded_amount"
    family_members: int = 2
    incurred_on: str = "completion"
    exclusion_fee_rule: str = "contract"
    writeoff_when_max_exhausted: str = "keep"
    writeoff_when_limited: str = "keep"
    fixed_benefit_blank: str = "zero"
    fee_missing: str = "office"
    cob_base: str = "patient_balance"
    secondary_writeoff: str = "to_lowest_contract"
    cob_granularity: str = "line"
    predetermination: str = "override"
    predetermination_months: int = 12
    preauthorization_missing: str = "zero"
    preauthorization_penalty: Decimal = Decimal("0.5")
    out_of_network: str = "ucr"
    rounding: str = "half_up"
    zero_percent_is_exclusion: bool = True
    downgrade_writeoff: bool = True
    frequency_counts_history: bool = True
    frequency_counts_pending: bool = True
    state: str = ""
    not_known: tuple[str, ...] = ()
