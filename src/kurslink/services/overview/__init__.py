"""„Übersicht": one module for each section, each a function from a moment to what waits there."""
