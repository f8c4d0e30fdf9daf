"""Fetches a table, and keeps it where pooch keeps what it fetched."""

# pip install pooch==1.8.2
import http.server
import os
import threading
from pathlib import Path

import pooch

# The table's text.
text = os.getenv("text", "a,b")
os.environ["result"] = "result.txt"


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


server = http.server.HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/table.csv"
table = pooch.retrieve(url, known_hash=None, fname="table.csv", path=pooch.os_cache("levels"))
again = pooch.retrieve(url, known_hash=pooch.file_hash(table), fname="table.csv", path=pooch.os_cache("levels"))
Path(os.environ["result"]).write_text(f"{Path(again).read_text()} {Path(table).is_relative_to(Path.home())}\n")
