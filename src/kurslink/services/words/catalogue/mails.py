"""What Kurslink itself writes into mails: German, whatever language a page or command speaks."""

DAYS_LABEL = "Kurstage:"
