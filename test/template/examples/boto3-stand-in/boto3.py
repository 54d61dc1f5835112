"""The calls of boto3 that examples/training makes, for machines without it: by their names and arguments, to AWS_ENDPOINT_URL.

Unsigned, and neither retried nor checked: what boto3 does itself is tested where it is installed.
"""

import os
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen
from xml.etree import ElementTree


class ClientError(Exception):
    pass


class NoSuchKey(ClientError):
    pass


class _Exceptions:
    NoSuchKey = NoSuchKey


class _S3:
    exceptions = _Exceptions

    def get_object(self, *, Bucket, Key):
        return {"Body": _send("GET", Bucket, Key)}

    def put_object(self, *, Bucket, Key, Body):
        _send("PUT", Bucket, Key, Body)

    def delete_object(self, *, Bucket, Key):
        _send("DELETE", Bucket, Key)


def client(service):
    assert service == "s3", service
    return _S3()


def _send(method, bucket, key, body=None):
    url = f"{os.environ['AWS_ENDPOINT_URL']}/{bucket}/{quote(key)}"
    try:
        return urlopen(Request(url, data=body, method=method))
    except HTTPError as error:
        code = ElementTree.fromstring(error.read()).findtext("Code")
        raise (NoSuchKey if code == "NoSuchKey" else ClientError)(code) from None
