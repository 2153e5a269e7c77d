select batch, edits from change
