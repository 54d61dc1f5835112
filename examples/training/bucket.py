"""Texts in an S3 bucket, by their keys; with DIRECTORY in files, for a developer's machine."""

import os
from pathlib import Path


class S3Bucket:
    def __init__(self, name):
        import boto3

        self.client = boto3.client("s3")
        self.name = name

    def read(self, key):
        """Its text, or None."""
        try:
            return self.client.get_object(Bucket=self.name, Key=key)["Body"].read().decode()
        except self.client.exceptions.NoSuchKey:
            return None

    def write(self, key, text):
        self.client.put_object(Bucket=self.name, Key=key, Body=text.encode())

    def remove(self, key):
        self.client.delete_object(Bucket=self.name, Key=key)


class DirectoryBucket:
    def __init__(self, directory):
        self.directory = Path(directory)

    def read(self, key):
        file = self.directory / key
        return file.read_text() if file.exists() else None

    def write(self, key, text):
        """Whole or not at all, as S3 does it."""
        file = self.directory / key
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}")
        draft.write_text(text)
        draft.replace(file)

    def remove(self, key):
        (self.directory / key).unlink(missing_ok=True)


def open_bucket():
    directory = os.environ.get("DIRECTORY")
    return DirectoryBucket(directory) if directory else S3Bucket(os.environ["MODELS_BUCKET"])
