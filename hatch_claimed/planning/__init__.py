"""What a build would write: a project is read, inspected and planned; nothing is written."""
