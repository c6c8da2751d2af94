"""What flows between the stages of Cermat: types and nothing else."""
