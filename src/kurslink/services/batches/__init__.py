"""What sending many courses together works with: the plan's rows, hosts with time, days ahead."""
