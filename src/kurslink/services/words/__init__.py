"""Everything people read about what is refused, planned or to be known: one place, in German."""
