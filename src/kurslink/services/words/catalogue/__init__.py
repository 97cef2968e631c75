"""Every sentence for people about what is refused, went wrong or should be known, in German.

Each entry is (what is wrong and why, what to do and who can do it); braces are filled with data.
"""
