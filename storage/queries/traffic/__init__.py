"""What comes in, what goes out, and what is being typed."""
