"""How a list is declared, wished for, drawn, printed and exported; each list is a value."""
