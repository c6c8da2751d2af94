"""Regulations of invented offices with their gold: content by seed, drawn by the habits of an office.

python -m tests.support.regulations --help writes some into a folder.
"""
