"""Indicator tables to rows: merged cells filled down, cut rows joined, ruled rows with several indicators split."""
