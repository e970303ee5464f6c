-- Names the Parquet files of rejected rows for the view that reads them.
set variable reject_files = $files
