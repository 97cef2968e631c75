"""The journal: writing entries, sealing them into a chain, proving it, finding them."""
