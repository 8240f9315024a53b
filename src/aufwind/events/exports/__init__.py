"""Events as files: spreadsheets, paper, calendars."""
