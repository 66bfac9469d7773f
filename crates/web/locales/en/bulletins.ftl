# Bulletins and releases

# The task table, out and back
download-docx = Download Word
download-pdf = Download PDF
error-no-font = The server has no font with Chinese characters, so it cannot print a PDF. Download the Word file, or ask the administrator to install one (Debian: fonts-noto-cjk).
task-table-take-back = Take a table back
task-table-lead = Upload the task table that came back (xlsx or docx). It is compared row by row first, so that you see what it changes, and then taken as a whole; one wrong cell, and nothing of it is taken.
task-table-file = Choose the table
task-table-formats = Excel (.xlsx) or Word (.docx). Its head must name the number or the task; rows are matched by number (t12), those without one by the text of the task.
task-table-try = Compare
task-table-none = { $file } holds no task table: its head must name the number or the task, and at least one column to take back.
task-table-faulty = { $count } { $count ->
    [one] cell
   *[other] cells
} cannot be taken; nothing of the table was. Put them right by row and column and upload it again.
task-table-sound = { $count ->
    [one] One task changes
   *[other] { $count } tasks change
}; the table can be taken.
task-table-same = It says what the plan says: nothing to change.
task-table-applied = Taken, with its entry in the audit log.
task-table-rows = Rows matched
task-table-amended = Tasks changed
task-table-changes = Changes
task-table-faults = Cannot be taken
task-table-column = Column
task-table-before = Before
task-table-after = After
task-table-file-says = The file says
task-table-issued = The plan was issued (version { $count }). Who does what changes once the amendment is approved; dates and milestones change at once. Say why.
task-table-apply = Take it as a whole
task-table-passed-over = { $count } other { $count ->
    [one] cell differs and is
   *[other] cells differ and are
} not taken from a table
task-table-passed-over-why = Task, steps and targets are the document's text: correct them where it is reviewed. Progress and problems are reported by the organisations, cycle by cycle.
task-table-cut = Only the first 500 are listed; the others come up once these are put right.
table-column-number = No.
table-column-task = Task
table-column-steps = Steps
table-column-targets = Targets
table-column-due = Due
table-column-milestones = Milestones
table-column-leader = Leader
table-column-lead = Lead
table-column-responsible = Responsible
table-column-support = Support
table-column-person = Person
table-column-progress = Progress
table-column-problems = Problems
table-column-remarks = Remarks
table-fault-number = The plan has no task with the number { $number }
table-fault-unmatched = Neither its number nor its text is that of a task
table-fault-ambiguous = Several tasks have this text: give the number
table-fault-other = Number and text are of different tasks: the text is that of { $task }
table-fault-twice = { $task } stands in line { $line } already
table-fault-date = “{ $text }” is no date: write 2018-12-31, 2018-12 or 2018
table-fault-nobody = There is no organisation “{ $name }”: write its full name
table-fault-several = “{ $name }” may mean several organisations ({ $means }): write the full name
table-fault-person = The organisation of “{ $name }” has no part in this task
act-upload-task-table = uploaded a task table
act-import-task-table = took a task table back

# Bulletins
tab-bulletins = Bulletins
bulletin-office = Office of the Leading Group
bulletin-issuer = { $office }
bulletin-title = Bulletin on the tasks of { $period }
bulletin-addressees = To all organisations concerned
bulletin-opening = How the tasks of “{ $plan }” stand at the end of { $period }:
bulletin-overall = As of { $on } there are { $total } tasks: { $done } done, { $green } on course, { $yellow } behind, { $red } overdue or far behind, { $blue } not due.
bulletin-compared = Compared with { $period }, red went from { $red-before } to { $red } and done from { $done-before } to { $done }.
bulletin-reporting = Of { $asked } reports asked for, { $on-time } came on time, { $late } late, { $missing } are missing.
bulletin-now = Now
bulletin-before = Before
bulletin-change = Change
bulletin-tasks = Tasks
bulletin-days = Days overdue
bulletin-share = Attained
bulletin-asked = Asked
bulletin-on-time = On time
bulletin-late = Late
bulletin-missing = Missing
bulletin-printed = Printed { $date }
bulletin-figures = Figures
bulletin-rows = Figures ({ $count } rows, computed)
bulletins-none = No bulletin was published yet.
bulletins-none-yet = There is no bulletin yet. Choose a cycle and compose a draft; somebody else publishes it once you have edited it.
bulletin-no-cycle = There is no cycle to tell of: open one first.
bulletin-compose = Compose a bulletin
bulletin-compose-hint = Figures are computed for the cycle; words can be edited, and tables change only when they are computed anew.
bulletin-draft = Draft
bulletin-saved = Version { $version }, saved by { $by }
bulletin-published = Published (version { $version }), { $at }
bulletin-publish = Publish
bulletin-publish-hint = By somebody who did not write it. Once published it does not change, and everybody can read it.
bulletin-edit = Edit the bulletin
bulletin-save = Save
bulletin-refresh = Save and compute the tables anew
bulletin-refresh-hint = Computing anew changes tables and no words. What is empty is not printed.
bulletin-field-issuer = Letterhead
bulletin-field-number = Number
bulletin-field-title = Title
bulletin-field-addressees = To
bulletin-field-opening = Opening
bulletin-field-heading = Heading
bulletin-field-text = Text (a line each paragraph)
bulletin-field-signature = Signature
bulletin-field-date = Date
bulletin-field-copied-to = Copies to
bulletin-is-published = The bulletin was published and does not change any more.
bulletin-own = Whoever wrote this bulletin does not publish it: somebody else must.
bulletin-changed = Somebody else changed this bulletin just now: look at the latest version first. What you typed is still on the page.
bulletin-no-title = A bulletin has a title.
section-overall = Overall
section-chapters = By field
section-organisations = By organisation
section-moved = What moved
section-overdue = Overdue tasks
section-targets = Targets
section-discipline = Reporting
section-practice = Good practice
section-next = What is asked next
period-quarter-one = the first quarter of { $year }
period-quarter-two = the second quarter of { $year }
period-quarter-three = the third quarter of { $year }
period-quarter-four = the fourth quarter of { $year }
period-month = { $year }-{ $month }
printed-day = { $year }-{ $month }-{ $day }
paper-attachment = Attachment:{" "}
paper-copied-to = Copies to:{" "}
paper-colon = :
act-compose-bulletin = composed a bulletin
act-edit-bulletin = edited a bulletin
act-publish-bulletin = published a bulletin
