"""Changing the e-mail address, which signs in and receives the codes: the likeliest way to take an account over."""
