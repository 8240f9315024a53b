"""What pages, exports and mails read of events: never writes; a fixed number of SQL statements each."""
