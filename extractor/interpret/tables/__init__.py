"""One grid: its header rows, the roles of its columns, and whether it continues another one."""
