# Texts of packs, registers, indicators and cases. The keys are those of zh/packs.ftl.
packs-link = Fields
packs-title = Policy fields
packs-lead = A page for each field: registers, indicators, cases and calculators. Indicators are computed from the registers, and what became of the targets from the indicators.
packs-empty = No pack is loaded yet. An administrator loads one with luoshi pack load.
pack-articles = Articles { $articles } of the document
pack-version = Version { $version } · { $licence }
comma = {", "}
count-registers = { $count ->
    [one] { $count } register
   *[other] { $count } registers
}
count-indicators = { $count ->
    [one] { $count } indicator
   *[other] { $count } indicators
}
count-case-types = { $count ->
    [one] { $count } kind of case
   *[other] { $count } kinds of cases
}
registers = Registers
records = records
indicators = Indicators
case-types = Cases
column-latest = Latest
column-method = Method
column-valid-from = Valid from
column-sureness = Sureness
method-reported = reported
method-computed = computed from registers
method-ratio = ratio of two indicators
field-shape = shape
filter-ranges = By numbers and dates
filter-from = from
filter-to = to
filter-none = Clear
count-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
count-records-more = More than { $count } records: narrow the search
records-not-found = No record answers to this: ask for less.
records-empty = No records yet. Whoever keeps the register can add them, or import them from Excel or CSV.
record-new = New record
register-feeds = Indicators computed from this register:
record-faulty = { $count ->
    [one] One thing has to be put right.
   *[other] { $count } things have to be put right.
}
record-no-reason = Say why it is changed.
record-changed = Somebody else changed this record meanwhile: look at it again before changing it.
record-corrected = Corrected
record-withdrawn = Withdrawn
wrong-empty = may not be empty
wrong-date = write 2018-07-30
wrong-any-date = write 2014, 2014-10 or 2014-10-16
wrong-integer = write a whole number, like 1200
wrong-number = write a number, like 12.5
wrong-boolean = write true or false
wrong-year = write 2018
wrong-month = write 2018-07
wrong-shape = write GeoJSON
wrong-text = write a text
wrong-digits = at most fifteen digits
wrong-short = at least { $count } characters
wrong-long = at most { $count } characters
wrong-less = not less than { $least }
wrong-more = not more than { $most }
wrong-pattern = does not match { $pattern }
wrong-choice = one of { $choices }
wrong-key-taken = another record has this key: { $key }
wrong-same-key = line { $line } has the same key: { $key }
wrong-taken = another record has “{ $value }” already
wrong-not-unique = line { $line } has the same: { $value }
wrong-dangling = there is no record { $value }
wrong-still-named = another register still names { $value }: change it there first
wrong-strange-column = there is no column “{ $name }”; known are { $known }
wrong-no-column = the column { $name } is missing
wrong-csv = this line is no CSV
record-correct = Correct
record-save = Save
record-leave = Back without saving
record-grounds = Grounds
record-source-help = the id of a source, or the title of a document
record-valid-help = since when it is so; nothing where that is not known
record-reason = Reason for the correction
record-unknown = not known yet
record-versions = Versions
record-version = Version { $count }
record-recorded = recorded by { $by } at { $at }
record-valid = valid from { $from }
record-until = until { $at }
record-withdraw = Withdraw this record
record-withdraw-reason = Reason
record-withdraw-hint = It no longer counts in the register and its indicators; its versions can still be read here.
limit-least = at least { $value }
limit-most = at most { $value }
limit-length = at most { $count } characters
limit-unique = no two the same
register-import = Import
register-import-lead = First every row is checked, then all of them are written at once: where one is wrong, none is. Records that are there are found by their key; what changed becomes another version.
register-import-file = Choose or drop a file
register-import-formats = Excel (.xlsx, its first sheet) or CSV (UTF-8 or GB18030), up to 32 MB
register-import-try = Check every row
register-import-columns = Columns
register-import-template = Template with the head alone
import-applied = Written to the register; its indicators were computed anew.
import-faults = { $count ->
    [one] One thing is wrong; nothing was written. Put it right in the file and choose it again.
   *[other] { $count } things are wrong; nothing was written. Put them right in the file and choose it again.
}
import-sound = Every row can be taken. Nothing is written yet.
import-nothing-new = Nothing new: the register has all records of the file, or the file has none.
import-rows = rows
import-new = new
import-changed = changed
import-same = the same
import-wrong = Problems
import-to-register = To the register
import-apply = Write to the register
import-other-file = Another file
import-line = Line
import-field = Column
import-value = Content
import-more-faults = Only the first { $count } are listed.
indicator-empty = No data yet. It appears once the registers hold records or figures are reported.
indicator-series = Series
indicator-targets = Targets it measures
column-difference = Difference
observation-conflict = sources disagree
charts = Charts
chart-table = As a table
