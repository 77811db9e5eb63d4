"""The fact store: received and published Parquet files, named by a manifest that is switched atomically."""
