"""`python -m cermat`: the command line, where `cermat` is not on the path."""

from extractor.cli import main

main(prog_name="cermat")
