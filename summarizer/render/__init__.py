"""Reports for people to read: a web page and plain text."""
