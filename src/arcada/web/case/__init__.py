"""The journey of a patient's case: what is done, what comes next and why, tasks, versions, snapshots."""
