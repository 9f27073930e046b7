"""What can be done in cases; each verb is one module or stands with its closest kin."""
