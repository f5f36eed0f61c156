"""Bounds on what a document may be, each with its reason. Real reports stay below a tenth of every one of them."""

# A scanned report of 200 pages is about 40 MB; nothing with a text layer comes near. A larger file is not read at all.
FILE_BYTES = 50 * 1024 * 1024

# Text and markup: the longest pages seen are below 1 MB.
TEXT_BYTES = 10 * 1024 * 1024

# Two million characters are 200 annual reports in one file; beyond that parsing takes minutes.
TEXT_CHARACTERS = 2_000_000

# A table of 2,000 rows and 8 columns with a paragraph and a font in every cell has 64,000 start tags. The time a browser-like parser
# takes grows with tags times depth: at this bound and the next it stays within seconds.
HTML_TAGS = 100_000

# Browsers stop nesting at 512; pages with tags that nobody closed reach a few hundred.
HTML_DEPTH = 1_000

# Positions in the grid of one table, merged cells counted in full, and of all tables of a document.
TABLE_POSITIONS = 200_000

# Pages above this are parsed in a process of their own, and so are all Office and PDF files; articles with their frame have 20 to 150 KB.
# Below, a parser whose time grows with the square of what a page holds (attributes, options) is done in seconds.
PAGE_BYTES = 200_000

# What that process may take of memory and of processor time: 60 pages of PDF with a table on each take 70 MB and 7 s.
APART_BYTES = 1536 * 1024 * 1024
APART_SECONDS = 40

# HTML itself cuts a column span at 1,000.
COLUMN_SPAN = 1_000

# A workbook or Word file with 5,000 parts is no report; the parts of real ones number below 100.
ZIP_ENTRIES = 2_000

# What an archive may unpack to, in all and for one part. Word files of 2 MB hold 10 MB of XML.
ZIP_BYTES = 200 * 1024 * 1024
ZIP_ENTRY_BYTES = 60 * 1024 * 1024

# XML of office files shrinks to a tenth, at most a fiftieth; a bomb to a thousandth. Parts below ZIP_FREE_BYTES may be as empty as they like.
ZIP_RATIO = 200
ZIP_FREE_BYTES = 5 * 1024 * 1024

# Elements of one XML part: each takes about 100 bytes of memory in lxml and more in the layers above it. (libxml2 itself stops at a depth
# of 256 and at texts of 10 MB.)
XML_ELEMENTS = 1_500_000

# Pages of a PDF: about 0.1 s a page; annual reports have fewer than 60.
PDF_PAGES = 300

# What all streams of a PDF may unpack to, images counted apart, and the drawing instructions of one page (real ones: 0.1 MB).
PDF_STREAM_BYTES = 100 * 1024 * 1024
PDF_IMAGE_BYTES = 1024 * 1024 * 1024
PDF_PAGE_BYTES = 5 * 1024 * 1024

# Characters of one page, and lines drawn on it: a page of dense print has 3,000 characters, a large table 2,000 lines. The search for
# tables takes time with the square of the lines.
PDF_PAGE_CHARACTERS = 50_000
PDF_PAGE_RULES = 4_000

# Rows and columns of a sheet that are looked at.
SHEET_ROWS = 50_000
SHEET_COLUMNS = 200
SHEETS = 50
SHEET_CELLS = 200_000
