"""Publishing: the finished site goes onto the disk as a whole, or not at all."""
