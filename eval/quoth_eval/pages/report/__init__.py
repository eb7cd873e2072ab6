"""``quoth report``: scores, kinds of mistakes, slices and the worst documents of one or several systems."""
