"""The demo: the Leipzig region from public facts (`facts.json`, see README.md), and one invented matching event."""
