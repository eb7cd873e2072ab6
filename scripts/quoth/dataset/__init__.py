"""The dataset: a folder that ``datasets.load_dataset`` opens, with its card and its Croissant description."""
