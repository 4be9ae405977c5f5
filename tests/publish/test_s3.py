"""S3-compatible storage as a target: what browsers are told, and what is said where it refuses."""

from dataclasses import replace

import pytest

from desk.domain import SecretNeeded, Unreachable, Unwritable
from tests.publish.conftest import FILES
from tests.publish.servers import free_port


def test_browsers_are_told_what_each_file_is(ann, s3):
    ann.files["assets/letter.woff2"] = b"font"
    ann.publish(s3)
    kinds = {}
    for path in ann.files:
        head = s3.server.client.head_object(Bucket=s3.bucket, Key=f"www/hour/{path}")
        kinds[path.rpartition(".")[2]] = head["ContentType"]
    assert kinds == {
        "html": "text/html; charset=utf-8",
        "webp": "image/webp",
        "css": "text/css; charset=utf-8",
        "xml": "application/xml",
        "txt": "text/plain; charset=utf-8",
        "woff2": "font/woff2",
    }


def test_a_whole_bucket_is_a_target_too(ann, s3):
    s3.target = replace(s3.target, path="")
    ann.publish(s3)
    keys = {one["Key"] for one in s3.server.client.list_objects_v2(Bucket=s3.bucket)["Contents"]}
    assert keys == {*FILES, ".desk/site.json.gz"}


def test_what_stands_in_the_way_is_said(ann, s3):
    whole = s3.target
    s3.target = replace(whole, bucket="no-such-bucket")
    with pytest.raises(Unwritable, match="no bucket no-such-bucket"):
        ann.publish(s3)
    s3.target = replace(whole, user="AKIAIOSFODNN7EXAMPLE")
    with pytest.raises(SecretNeeded, match="refuses the access key AKIAIOSFODNN7EXAMPLE"):
        ann.publish(s3)
    s3.target, s3.secret = whole, "wrong"
    with pytest.raises(SecretNeeded, match="or its secret"):
        ann.publish(s3)
    s3.secret = ""
    with pytest.raises(SecretNeeded, match="asks for the secret access key"):
        ann.publish(s3)
    s3.target, s3.secret = replace(whole, user=s3.server.guest), s3.server.guest_secret
    with pytest.raises(Unwritable, match="does not let"):
        ann.publish(s3)
    assert s3.all() == {}


@pytest.mark.slow
def test_an_endpoint_that_does_not_answer(ann, s3):
    s3.target = replace(s3.target, host=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable, match="does not answer"):
        ann.publish(s3)
