"""What a row of a paper holds, by how it is printed: codes, amounts, days, teeth, and what is none of them."""
