"""What is tried with a report. A check is a module with a function `check(report)`, and a line here."""

from checks import (
    access,
    copies,
    filters,
    inert,
    keys,
    links,
    order,
    printed,
    reach,
    search,
    static,
    tables,
    times,
    widths,
)

ALL = [static, widths, times, filters, order, search, links, keys, reach, tables, copies, inert, printed, access]
