"""Every rule that annotations must keep, each with an id, a level, and a fixture that breaks only it."""
