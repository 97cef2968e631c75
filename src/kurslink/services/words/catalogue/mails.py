"""What Kurslink itself writes into mails: German, whatever language a page or command speaks."""

DAYS_LABEL = "Kurstage:"
SAMPLE_PERSON = {"salutation": "Frau", "first_name": "Erika", "last_name": "Mustermann"}
