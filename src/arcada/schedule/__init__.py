"""The day book: appointments on chairs and providers, what blocks them, and booking a plan into it."""
