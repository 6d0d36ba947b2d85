"""The facts that officers keep, and everything that reads or adds them up."""
