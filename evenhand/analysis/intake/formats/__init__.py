"""Every form in which a table comes, one file each. All become the same plain text, with the lines of the original.

| File | Reads |
|---|---|
| `packed` | gz and zip: what is inside is looked at again |
| `delimited`, `encodings` | text with columns |
| `excel`, `sheets` | .xlsx |
| `jsonlines` | one JSON object a line, or a list of them |
| `parquet` | Parquet |

`headings` finds the heading row; `plain` is what all of them write.
"""
