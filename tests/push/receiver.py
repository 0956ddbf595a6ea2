"""A subscriber over TLS, for tests: receiver.py FOLDER [PORT].

Takes cert.pem and key.pem from the folder, writes its port to `port`, and appends each delivery that it takes to
`taken` as a line of JSON. The file `answer` says what it answers from then on: a status, or "slow" for a 200 that comes
after three seconds.
"""

import json
import pathlib
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder = pathlib.Path(sys.argv[1])


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        answer = (folder / "answer").read_text().strip()
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if answer in ("200", "slow"):
            line = {"path": self.path, "signature": self.headers["X-Hub-Signature"], "body": body}
            with open(folder / "taken", "a") as taken:
                taken.write(json.dumps(line) + "\n")
        if answer == "slow":
            time.sleep(3)
        self.send_response(200 if answer == "slow" else int(answer))
        if answer.startswith("3"):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Receiver)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
(folder / "port.new").write_text(str(server.server_address[1]))
(folder / "port.new").rename(folder / "port")
server.serve_forever()
