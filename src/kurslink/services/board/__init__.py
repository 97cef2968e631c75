"""What the board „Lizenzbelegung" is made of: course days that need a licence, from our rows."""
