"""What a member means: which topic a question is about, and what is known of this very quote to answer it."""
