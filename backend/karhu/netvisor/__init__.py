"""The `.nv` resources: what is written against Netvisor's web service works against Karhu."""
