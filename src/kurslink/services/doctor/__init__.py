"""The doctor: is this installation ready for its next course, and if not, who repairs what."""
