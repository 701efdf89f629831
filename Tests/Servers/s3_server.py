"""moto's S3 server with one user, whose signatures are checked, and what the tests list and fetch.

Prints port, access key and secret key, and ends when standard input does.
"""
import json
import logging
import os
import pathlib
import sys

os.environ.update(AWS_ACCESS_KEY_ID="setup", AWS_SECRET_ACCESS_KEY="setup", AWS_DEFAULT_REGION="eu-north-1")
logging.getLogger("werkzeug").setLevel(logging.CRITICAL)

import boto3  # noqa: E402
from flask import request  # noqa: E402
from moto import settings  # noqa: E402
from moto.core import DEFAULT_ACCOUNT_ID  # noqa: E402
from moto.core.responses import ActionAuthenticatorMixin  # noqa: E402
from moto.iam.access_control import IAMRequestBase  # noqa: E402
from moto.s3.models import s3_backends  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

# Keys that need escaping, one with what XML would take for markup.
KEYS = ["archive/Gånglåt från Mora.wav", "archive/a+b & c=d.wav", "archive/100%/<tune> 'x'.WAV", "archive/notes.txt",
        "archive/.hidden.wav", "archive/empty.wav", "other/tune.wav"]

prepare = IAMRequestBase.__init__


def prepare_with_path_as_sent(self, *arguments, path, **named):
    """moto checks signatures against a path that it has unescaped, which fails for boto3 as well."""
    prepare(self, *arguments, path=request.environ["REQUEST_URI"], **named)


IAMRequestBase.__init__ = prepare_with_path_as_sent

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://127.0.0.1:{port}"

s3 = boto3.client("s3", endpoint_url=endpoint)
for bucket in ("recordings", "many"):
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
for key in KEYS:
    body = b"" if key.endswith("empty.wav") else bytes(index % 251 for index in range(300_000))
    s3.put_object(Bucket="recordings", Key=key, Body=body)
tune = pathlib.Path(__file__).parents[2] / "Examples/Audio/rendered_polska-efter-lapp-nils.ogg"
s3.put_object(Bucket="recordings", Key="tunes/Polska efter Lapp-Nils.ogg", Body=tune.read_bytes())
for index in range(2345):  # Past the network: thousands of requests would take their time.
    s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object("many", f"tunes/{index:05}.wav", b"x")

iam = boto3.client("iam", endpoint_url=endpoint)
iam.create_user(UserName="reader")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="reader", PolicyName="all", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="reader")["AccessKey"]
# From here on every request must be signed, and the signature right.
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
ActionAuthenticatorMixin.request_count = 0

print(port, key["AccessKeyId"], key["SecretAccessKey"], flush=True)
sys.stdin.read()
