"""How far annotators agree: one coefficient a module, all of them pure functions of arrays."""
