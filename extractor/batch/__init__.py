"""Many files in one run: isolated, resumable, and never half done.

run.py is the story. What one file needs is a `Task`, what became of it a `Reply`; `local.py` has them carried out by
processes of this machine, `cluster.py` by a Dask cluster. Only the run itself writes: processes that read documents
send bytes back, and the journal and the outputs are changed in one place.
"""
