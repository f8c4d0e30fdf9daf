"""What people at a terminal see instead of plain lines. Only loaded where there is one."""
