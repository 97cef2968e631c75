"""What the verbs about mails share: who gets one, what it says, and how a template becomes it."""
