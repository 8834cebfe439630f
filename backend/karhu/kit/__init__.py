"""What has no business words: files, time, databases, processes of this machine."""
