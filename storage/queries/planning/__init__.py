"""The departments' plans: who hands them in, the steps, what is returned and what became of it."""
