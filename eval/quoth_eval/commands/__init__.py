"""The commands of the evaluation, one module each; ``quoth`` mounts them."""
