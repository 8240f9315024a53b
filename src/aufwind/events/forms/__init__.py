"""What people type into the events' pages, made clean: one file per form."""
