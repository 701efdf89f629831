#!/usr/bin/env python3
"""A web server for the tests that misbehaves on demand. The first part of a path names the manner.

Prints its port on standard output, and ends when standard input does. Answers are made of the bytes
0, 1, … 250, 0, … so that a byte at the wrong place shows. `?n=` is their number, `?id=` tells tests apart.
"""
import email.utils
import http.server
import json
import sys
import threading
import time
import urllib.parse
import zlib

requests = {}
lock = threading.Lock()


def content(count, start=0):
    return bytes((start + index) % 251 for index in range(count))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_HEAD(self):
        self.handle_request(body=False)

    def do_GET(self):
        self.handle_request(body=True)

    def handle_request(self, body):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        parts = url.path.strip("/").split("/")
        identity = query.get("id", url.path)
        with lock:
            seen = requests.setdefault(identity, [])
            if parts[0] != "log":
                seen.append({"method": self.command, "range": self.headers.get("Range"),
                             "if_range": self.headers.get("If-Range"), "time": time.time()})
            count = len(seen)
        manner = getattr(self, "manner_" + parts[0].replace("-", "_"), None)
        if manner is None:
            return self.answer(404, b"", body)
        try:
            manner(query, count, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status, data, body=True, length=None, **headers):
        self.send_response(status)
        fields = {"Content-Type": "audio/x-wav"}
        fields.update({name.replace("_", "-"): value for name, value in headers.items() if value is not None})
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def whole_or_rest(self, query, body, tag='"one"', cut=None, **headers):
        """The content, or the part asked for; broken off after `cut` bytes."""
        count = int(query.get("n", 1000))
        start = 0
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range", tag) == tag:
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            if start >= count:
                return self.answer(416, b"", body, Content_Range=f"bytes */{count}")
        data = content(count - start, start)
        partial = {"Content_Range": f"bytes {start}-{count - 1}/{count}"} if start else {}
        kept = data if cut is None else data[:cut]
        self.answer(206 if start else 200, kept, body, length=len(data), ETag=tag, **partial, **headers)
        if cut is not None:
            self.close_connection = True

    def manner_ok(self, query, count, body):
        self.whole_or_rest(query, body, tag=query.get("tag", '"one"'))

    def manner_forbidden(self, query, count, body):
        self.answer(403, b"<Error><Code>AccessDenied</Code></Error>", body, Content_Type="application/xml")

    def manner_gone(self, query, count, body):
        self.answer(410, b"", body)

    def manner_failing(self, query, count, body):
        """500 to the first `times` requests, or to all."""
        if count <= int(query.get("times", 1_000_000)):
            return self.answer(500, b"no", body, Content_Type="text/plain")
        self.whole_or_rest(query, body)

    def manner_busy(self, query, count, body):
        if count <= int(query.get("times", 1)):
            after = query.get("after", "1")
            if after == "date":
                after = email.utils.formatdate(time.time() + 2, usegmt=True)
            return self.answer(429, b"", body, Retry_After=after)
        self.whole_or_rest(query, body)

    def manner_endless(self, query, count, body):
        self.send_response(200)
        self.send_header("Content-Type", "audio/mpeg")
        self.send_header("Connection", "close")
        self.end_headers()
        while body:
            self.wfile.write(content(65536))

    def manner_drip(self, query, count, body):
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while body:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def manner_short(self, query, count, body):
        """Promises n bytes and has 60 % of them, whatever is asked for."""
        promised = int(query.get("n", 1000))
        query = dict(query, n=promised * 6 // 10)
        if self.headers.get("Range"):
            return self.whole_or_rest(query, body)
        self.answer(200, content(int(query["n"])), body, length=promised, ETag='"one"')
        self.close_connection = True

    def manner_long(self, query, count, body):
        """Sends twice of what it promises."""
        promised = int(query.get("n", 1000))
        self.answer(200, content(promised * 2), body, length=promised, ETag='"one"')
        self.close_connection = True

    def manner_cut(self, query, count, body):
        """Breaks off after a third, `times` times."""
        cut = int(query.get("n", 1000)) // 3 if count <= int(query.get("times", 1)) else None
        self.whole_or_rest(query, body, cut=cut)

    def manner_cut_without_tag(self, query, count, body):
        cut = int(query.get("n", 1000)) // 3 if count <= 1 else None
        self.whole_or_rest(query, body, tag=None, cut=cut)

    def manner_changing(self, query, count, body):
        """Breaks off, and has another recording of the same length afterwards."""
        size = int(query.get("n", 1000))
        self.whole_or_rest(query, body, tag=f'"{min(count, 2)}"', cut=size // 3 if count == 1 else None)

    def manner_wrong_range(self, query, count, body):
        """Answers a request for the rest with another part."""
        size = int(query.get("n", 1000))
        if count == 2:
            data = content(size - 7, 7)
            return self.answer(206, data, body, ETag='"one"', Content_Range=f"bytes 7-{size - 1}/{size}")
        self.whole_or_rest(query, body, cut=size // 3 if count == 1 else None)

    def manner_page(self, query, count, body):
        self.answer(200, b"<html>no music here</html>", body, Content_Type="text/html; charset=utf-8")

    def manner_page_as_sound(self, query, count, body):
        self.answer(200, b"<html>no music here</html>" * 40, body, Content_Type="audio/mpeg")

    def manner_huge(self, query, count, body):
        self.answer(200, b"", body, length=10**12)
        self.close_connection = True

    def manner_empty(self, query, count, body):
        self.answer(200, b"", body)

    def manner_loop(self, query, count, body):
        self.answer(302, b"", body, Location=self.path)

    def manner_moved(self, query, count, body):
        self.answer(301, b"", body, Location="/ok?" + urllib.parse.urlencode(query))

    def manner_to_file(self, query, count, body):
        self.answer(302, b"", body, Location="file:///etc/hostname")

    def manner_no_head(self, query, count, body):
        if not body:
            return self.answer(405, b"", body)
        self.whole_or_rest(query, body)

    def manner_hang(self, query, count, body):
        time.sleep(30)

    def manner_file(self, query, count, body):
        """A file of this machine, as a web server would send it."""
        with open(query["path"], "rb") as file:
            data = file.read()
        self.answer(200, data, body, ETag=f'"{zlib.crc32(data)}"')

    def manner_log(self, query, count, body):
        with lock:
            data = json.dumps(requests.get(query["id"], [])).encode()
        self.answer(200, data, body, Content_Type="application/json")


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
