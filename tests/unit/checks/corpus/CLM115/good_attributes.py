"""Count stations."""

import tools

# os.getenv, logging and sys are in no code here
print(tools.os, tools.re.match("os.sys"), dict(logging=1))
