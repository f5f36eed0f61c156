"""Bounds on what a document may be, each with its reason. Real reports stay below a tenth of every one of them."""

# The longest real page seen is below 1 MB; a scanned PDF of 200 pages is about 40 MB. Above this the file is not read at all.
FILE_BYTES = 50 * 1024 * 1024

# A text of 2 million characters is 200 annual reports in one; beyond it parsing would take minutes.
TEXT_CHARACTERS = 2_000_000
