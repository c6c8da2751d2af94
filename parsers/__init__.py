"""Bytes to Transcript: one reader per format, one waist."""

import os

# The library that runs the OCR model reports its use to its maker over the network, unless told not to before it is
# first imported. Nothing that Cermat does may open a connection.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
