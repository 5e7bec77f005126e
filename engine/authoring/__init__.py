"""From the blank form of an authority to the draft of a pack: what is printed, ids, names, implied sums."""
