#!/usr/bin/python3
"""The two things here that are not real: nova's metadata API (`metadata`), and a guest's SSH server (`ssh NAME`)."""
import http.server
import socketserver
import sys


class Metadata(http.server.BaseHTTPRequestHandler):
    """Answers every GET with what the metadata agent added to it."""

    def do_GET(self):
        body = 'instance=%s path=%s\n' % (self.headers.get('X-Instance-ID'), self.path)
        self.send_response(200)
        self.send_header('Content-Type', 'text/plain')  # The metadata agent insists on one.
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


class Greeting(socketserver.BaseRequestHandler):
    """Greets with the guest's name, so that it can be told who answered."""

    def handle(self):
        self.request.sendall(b'SSH-2.0-' + sys.argv[2].encode() + b'\r\n')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if sys.argv[1] == 'metadata':
    http.server.ThreadingHTTPServer(('127.0.0.1', 8775), Metadata).serve_forever()
else:
    Server(('0.0.0.0', 22), Greeting).serve_forever()
