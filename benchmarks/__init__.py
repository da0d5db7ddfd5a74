"""Speed and memory, as ratios against bare SQL doing the same: see README.md."""
