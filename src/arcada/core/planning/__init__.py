"""From findings to three plans: options, conflicts between findings, tiers, branches; no dates yet."""
