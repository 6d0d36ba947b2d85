"""The people of the office, their departments and duties, and its days off."""
