"""Files: raw reports with their sidecars, staging Parquet, releases. No Dagster; stands on the parser and on history."""
