"""Examinations, images, models, advice from others: they leave a record and change no tooth."""

from typing import Final

from arcada.core.chart.ground.words import Ground, make, recorded

RECORDS: Final = {
    "comprehensive_examination": recorded("examination"),
    "limited_examination": recorded("limited_examination"),
    "intraoral_radiographs": recorded("radiographs"),
    "panoramic_radiograph": recorded("panoramic"),
    "cbct_scan": recorded("cbct"),
    "pulp_sensibility_testing": recorded("pulp_test"),
    "full_periodontal_charting": recorded("periodontal_chart"),
    "study_models_or_scan_and_photos": recorded("models"),
    "impression_or_scan": recorded("working_impression"),
    "diagnostic_wax_up": recorded("wax_up"),
    "orthodontic_assessment": recorded("orthodontic_records"),
    "medical_consultation": recorded("medical_advice"),
    "specialist_referral": Ground(
        does=(
            make("record", "referral"),
            make("mucosa", "under_care", only_from=("suspicious_lesion", "sampled")),
            make("jaw", "under_care", only_from=("necrotic", "lesion")),
        )
    ),
    "emergency_hospital_referral": Ground(
        does=(make("record", "referral"), make("infection", "in_hospital", only_from=("spreading",)))
    ),
    "monitoring_review": recorded("review"),
    "post_surgical_review": recorded("review"),
    "sedation_or_general_anaesthesia": recorded("sedation"),
    "systemic_antibiotic_course": recorded("antibiotic"),
    "haemostatic_measures": recorded("bleeding_control"),
    "biopsy": Ground(
        does=(
            make("record", "histology"),
            make("mucosa", "sampled", only_from=("suspicious_lesion",)),
            make("gum", "level", on="teeth", only_from=("overgrown",)),
        )
    ),
}
