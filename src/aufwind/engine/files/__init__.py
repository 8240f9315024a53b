"""Events and plans as files: JSON, spreadsheets, PDF, calendars.

    shape.py     which fields a slot, table, participant and wish have; read by all formats
    strict_json.py   JSON text to plain values, refusing what two readers could read differently
    json_problem.py json_plan.py   values to problems and plans, and back
    refusal.py   one error type for whatever is wrong with a file

Importing this package loads no format: `openpyxl`, `xlsxwriter`, `typst` and `icalendar` wait until needed.
"""
