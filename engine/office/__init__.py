"""Many reports together: last year's archive, the members of an area, and who is who among them."""
