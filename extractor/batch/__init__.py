"""Many files in one run: isolated, resumable, and never half done.

run.py is the loop. What one file needs is a `Task`, what became of it a `Reply`; local_pool.py has tasks carried out
by processes of this machine, dask_pool.py by a Dask cluster. Only the run itself writes: processes that read documents
send bytes back, and the journal and the outputs are changed in one place.

run_inputs.py      paths and URLs -> RunItem
run.py             RunItem -> Record, by way of
  read_task.py       Task and Reply, read_limits.py how far a task may go
  local_pool.py      threads, each with an isolated_reader.py: a process, its clock and memory gauge
  worker_start.py    starts that process; reader_worker.py is what runs in it, task_execution.py what it does
  wire.py            what passes between the two
  journal.py         what is done, in SQLite; fingerprint.py: when that is still good
outcome.py         what can become of a file; outcome_texts.py: in words
run_progress.py, closing_table.py, run_summary.py, run_report.py: Records -> what people and programs see
"""
