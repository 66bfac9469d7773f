# Texts of the pages. The same keys as zh/pages.ftl.
brand = Luoshi
site = Site
skip = Skip to content
views = Views of the plan
other-language = 中文
foot = Luoshi 落实 · every number leads back to a sentence of the document
sign-in = Sign in
sign-out = Sign out
user-name = User name
password = Password
to-start = To the start page
close = Close
all = All
filter = Filter
as-of = As of { $on }

tab-overview = Overview
tab-document = Living document
tab-tasks = Tasks
tab-targets = Targets

plans-title = Plans
plans-empty = There is no plan yet. Sign in and import a document to make one.
plans-older = Older plans
open-document = Open the living document
download-source = Download the source file
count-chapters = { $count ->
    [one] { $count } chapter
   *[other] { $count } chapters
}
count-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
count-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
count-targets = { $count ->
    [one] { $count } target
   *[other] { $count } targets
}

figure-chapters = Chapters
figure-articles = Articles
figure-tasks = Tasks
figure-targets = Targets with number and date
figure-overdue = Overdue, unreported

chapters-head = Tasks by chapter
column-chapter = Provision
agenda-head = What is due when
agenda-empty = The document names no time limit.
outside-chapters = Outside of chapters

column-number = No.
column-task = Task
column-steps = Steps
column-targets = Targets
column-due = Due
column-strength = Strength
column-organisations = Organisations
column-light = Light
column-words = Words
column-indicator = Indicator
column-value = Target value
projects = Key projects
place = Provision
why = Why this light
basis = Basis
measured = Measured
task = Task
target = Target
task-table = Task table
task-table-note = { $number } · as of { $on }
download-xlsx = Download for Excel
tasks-empty = No task answers to this filter: widen it.
pages = Pages
pages-previous = Previous
pages-next = Next
pages-shown = { $from }–{ $to }
back-to-tasks = Task table
back-to-targets = Targets
in-text = In the text
to-text = See it in the living document
span = characters { $start }–{ $end }
reports = Reports
reports-none = None so far. Once the task is issued and a cycle is open, what the organisations report stands here.
no-due = no time limit in the document
no-data = no data yet
chip-target = target
aspirational = striving

targets-checkable = Number and date
targets-direction = Direction only
targets-undated = Number without date
targets-empty = This document names no measurable target.

outline = Contents
outline-none = The text has no numbered provisions.
panel = Details
panel-hint-title = Open a sentence
panel-none = No task was found in this text. If it commits somebody to something, check whether the file is whole.
panel-hint = Every underlined sentence is a task, every marked number a target. Open one to see who, until when, and why its light is what it is.

light-red = Late
light-yellow = At risk
light-green = On course
light-blue = Not due
light-done = Done
why-no-due-date = The document sets no time limit, so nothing is overdue.
why-not-yet-due = Due { $due }, still to come.
why-overdue = Due { $due } has passed, and no verified report says it is done.
due-year = { $year }
due-month = { $year }-{ $month }
strength-deliver = deliver
strength-advance = advance
strength-support = support
strength-explore = explore
role-lead = Lead
role-responsible = Responsible
role-support = Support
basis-level = level at the end
basis-cumulative = cumulative
basis-annual = every year
basis-change = change
basis-rank = rank

audience = Who may read it
audience-internal = Internal
audience-internal-hint = signed-in users
audience-public = Public
audience-public-hint = everybody

import-link = Import
import-title = Import a document
import-lead = Upload a policy document: Luoshi reads its chapters and articles, tasks, targets and time limits, and makes a plan of it.
import-file = Choose a file, or drop it here
import-formats = Plain text (.txt in UTF-8, UTF-16 or GB18030), Word and WPS (.docx, .doc, .wps), PDF, OFD or a saved web page (.html), up to 32 MB.
import-button = Import
import-no-file = No file was chosen. Choose one and import it.
import-broken-off = The upload broke off; nothing was stored. Check the connection and try again.
import-known = Open the plan that is there
import-done = Imported
import-odd = Please check
import-open = Open the plan
import-revise = Import a corrected version
import-revise-lead = Upload a corrected version of this document. Sentences that did not change keep what was decided of them and the numbers of their tasks; what changed or is new is reviewed again. Publishing updates the plan.
import-under-review = Under review

terms-title = Short names of organisations
terms-lead = Beside its own rules, extraction knows the names of the organisations recorded here, and the short names of this list. It holds for documents imported from now on.
terms-label = Terms
terms-hint = One a line: short name = full name; a name alone stands for itself; # begins a comment.
terms-save = Save
terms-saved = Saved.
terms-faulty = Line { $count } of the list could not be understood; nothing was saved. Write “short name = full name”, or a name alone.

review-title = Review
review-item = The item
review-progress = Items decided
review-doubtful = Doubtful
review-open = To decide
review-accepted = Accepted
review-rejected = Rejected
review-accept-all = { $count ->
    [one] Accept this one
   *[other] Accept these { $count }
}
review-publish = Publish as a plan
review-published = This has become a plan: open it
review-discard = Discard
review-discard-sure = What was decided in this review will be lost; the file stays. Discard it?
review-none-here = Nothing is left here. Look at another list, or publish the plan.
review-before = Previous
review-after = Next
review-accept = Accept
review-reject = Reject
review-reopen = Undo the decision
review-amend = Amend
review-save = Save and accept
review-split = Split
review-split-hint = Choose where it becomes two tasks:
review-merge = Merge with the next task
review-by-rule = found by
review-by-hand = picked by hand
review-comparator = Comparison
review-value = Value
review-value-max = Upper end
review-unit = Unit
review-add = Add from the text
review-add-hint = Select words in the text, or paste a sentence of it.
review-words = Words of the text
review-add-task = Add as a task
review-add-target = Add as a target
review-keys = Keyboard
review-keys-list = A accept, R reject, U undo, E amend, S split, M merge, J next, K previous; with words selected, N adds a task and T a target.
review-changed = Somebody else has just changed this item. You see its latest state: please look again.
review-not-in-text = These words do not stand in the body of the document. Select them in the text.
review-no-place = It cannot be split there.
review-no-merge = There is no task behind this one to merge it with.
review-bad-field = One field could not be understood; nothing was saved. Time limits are written 2020, 2020-06 or 2020-06-30, values as digits only.
review-undecided = Some items are not decided. Accept or reject them first, or accept the rest at once.
doubt-no-act = No act was found: it may be no task
doubt-many-acts = Many acts: it may be several tasks
doubt-loose-number = A number in the sentence was not read as a target
doubt-no-period = A value without a time limit
doubt-no-unit = A value without a unit
doubt-no-number = A direction only, no value
doubt-odd-indicator = The indicator's name is very short or very long
doubt-reworded = The corrected version has other words here

changes-title = Changes
changes-count = { $count ->
    [one] one difference
   *[other] { $count } differences
}
changes-same = { $count ->
    [one] one paragraph unchanged
   *[other] { $count } paragraphs unchanged
}
changes-none = Both versions have the same words.
changes-changed = Changed
changes-removed = Removed
changes-added = Added

error-title = That did not work
error-no-page = There is no page at this address. Check the link, or begin at the start page.
error-no-checkpoint = No checkpoint holds this entry yet: make one with luoshi audit checkpoint.
error-not-found = It is not here, or you may not see it. Check the link, or sign in.
error-forbidden = Your role may not do this. Ask the leading group's office if you need to.
error-sign-in-first = Please sign in first.
error-wrong-password = User name or password is wrong.
error-locked-out = Too many wrong passwords: try again in a quarter of an hour.
error-name-taken = The user name “{ $name }” is taken: choose another.
error-unreadable = “{ $file }” was not imported; nothing was stored.{" "}
error-too-large = “{ $file }” is larger than { $limit } MB and was not imported. Split it, or upload the text alone.
error-already-imported = “{ $file }” was imported before; nothing was stored twice.
error-ours = The server failed; what was stored before is safe. Try again later, or tell the administrator.
error-foreign-form = This form did not come from this site and was not acted on. Begin again from our own page.
unreadable-empty = The file is empty: choose the one that holds the text.
unreadable-format = This is a { $format } file: save it as .docx or plain text (.txt) and import that.
unreadable-broken = This { $format } file is damaged: open it in the program that made it, save it anew and import that.
unreadable-too-large = The file unpacks to more than 256 MB: take the pictures out, or save the text alone.
unreadable-no-text = The pages are pictures without text: run text recognition (OCR) on them and import that.
unreadable-locked = This { $format } file is locked: save it without a password and import that.
unreadable-not-text = This is no text in UTF-8, UTF-16 or GB18030: save it as plain text (.txt) and import that.
unreadable-too-long = The text is too long: split it.
oddity-jump = “{ $label }” does not go on from the number before it: check whether text is missing.
oddity-no-numbering = No numbered provision: tasks stand under no chapter.
oddity-no-title = No title was found; the file's name stands for it.
oddity-damaged = Some characters are damaged: check the file's encoding.

column-outcome = Outcome
column-period = When
column-figure = Value
column-source = Source
targets-became = What became of the targets
verdict-met = Met
verdict-missed = Missed
verdict-to-verify = To be verified
verdict-underway = Underway
measured-in = { $period }: { $value }
measured-sum = { $from }–{ $period }: { $value } in total
not-found = No value with a source was found
sureness-computed = derived
sureness-to-verify = to be verified
sureness-design = by convention
others-say = { $count ->
    [one] One more source says otherwise; see the table.
   *[other] { $count } more sources say otherwise; see the table.
}
error-faulty-pack = The pack has { $count ->
    [one] a fault
   *[other] { $count } faults
} and was not loaded. luoshi pack check names each.
rules-link = Rules
rules-title = Rule calculators
rules-lead = The regulations, measures and standards the document names: parameters by date, every step to be followed with a pocket calculator, each with its source.
rules-api = For programs:
rule-inputs = Inputs
rule-examples = { $count ->
    [one] One worked example: choose it to compute it
   *[other] { $count } worked examples: choose one to compute it
}
rule-more = Add a row
rule-compute = Compute
rule-json = Input as JSON
rule-result = Result
rule-nothing = Fill in the inputs, or choose a worked example.
rule-refused = The input was refused:
rule-asked-for = Asked for { $on }
rule-steps = { $count ->
    [one] One step
   *[other] { $count } steps
}
rule-sources = Sources
rule-left-out = { $count } more rows are not shown: the API gives all of them.
sureness-seen = text seen
yes = yes
no = no

tab-fairness = Fair competition
fairness-lead = A first look at the whole text by the rules of fair-competition review in force on { $on }; what a reviewer has to check is marked.
fairness-rule = The rule and its sources
fairness-on = By the rules of
fairness-hits = { $count ->
    [one] One place to check
   *[other] { $count } places to check
}
fairness-advisory = Documents of the Party need no review: this is advice only.
fairness-none = No wording points to a prohibition.
fairness-candidate = needs a closer look

organisations-link = Organisations
organisations-title = Organisations
organisations-lead = The leading group, its office, special groups, departments, districts and counties, with the names and places they had on the day you choose.
organisations-on = Day
organisations-empty = There are no organisations yet. The command that loads a file of them:
organisations-not-found = No organisation went by this name on that day. Try another word or another day.
count-organisations = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
column-organisation = Organisation
column-names = Names
column-kind = Kind
column-above = Belongs to
column-lasts = From – until
column-note = Note
kind-authority = Party or government
kind-leading-group = Leading group
kind-office = Office
kind-special-group = Special group
kind-advisory-committee = Advisory committee
kind-department = Department
kind-district = District or county
kind-zone = Zone
kind-enterprise = Enterprise
kind-institution = Institution
error-faulty-organisations = The file of organisations has { $count } faults and was not loaded.

holder-reporter = Reporter
holder-approver = Approver
holder-office = Office
holder-inspector = Inspector
holder-evaluator = Evaluator
holder-leader = Leader
holder-administrator = Administrator
holder-security = Security administrator
holder-auditor = Auditor
error-bad-user-name = A user name has up to 40 letters, digits and . - _ @, and the name to be shown is not empty.
error-no-such-user = There is no user “{ $name }”.
error-no-such-organisation = There is no organisation with the code “{ $code }”.
error-no-such-grant = There is no such grant, or it was taken back before.
error-kept-apart = Duties are kept apart: whoever holds “{ $held }” cannot hold “{ $asked }” as well. Give it to somebody else.
error-own-grant = Nobody gives or takes a role of their own. Ask another security administrator.
error-ends-before = The last day is before the first.

users-link = Users
users-title = Users and roles
user-new = New user
user-new-hint = The organisation by its name, short name or code; it may be left empty. The password for the first time is made for you and shown once.
user-create = Create the user
user-created = The user was created. Hand over the password for the first time in person or by a trusted channel; it is not shown again:
user-locked = Locked out
user-no-role = Holds no role yet: after signing in they see what is public.
user-trouble = Account
user-unlock = Unlock
user-sign-out = End all sessions
column-person = Name
column-role = Role
column-roles = Roles
whole-jurisdiction = The whole jurisdiction
grant-new = Give a role
grant-give = Give
grant-revoke = Take back
grant-from = From
grant-until = Until
grant-not-yet = Not yet in force
grant-hint = A role holds for the organisation and those below it. Leave the organisation empty for the whole jurisdiction, the last day empty for as long as it is not taken back. Administration, security and audit are three people.

account-title = My account
password-change = Change the password
password-old = Password of today
password-new = New password
password-again = New password once more
password-hint = 10 to 128 characters, without names, dates and common words. The best way: four words that have nothing to do with each other. All other sessions end.
password-differs = The two new passwords differ; nothing was changed.
password-must-change = This is a password for the first time. Change it to one of your own before you go on.
factor-title = Second factor
factor-on = It is on: when you sign in you type a code of your app besides the password. To turn it off, type the password:
factor-off = It is off. Once on, you type a code of an app on your phone (any authenticator that knows TOTP) besides the password.
factor-add = Turn on the second factor
factor-remove = Turn off the second factor
factor-lead = Scan the picture with the authenticator app on your phone, then type the six digits it shows.
factor-picture = QR code for an authenticator app; it says the same as the key below
factor-secret = Where it cannot be scanned, type this key into the app:
factor-code = Code
factor-confirm = Turn it on
recovery-title = Recovery codes
recovery-lead = The second factor is on. Without your phone you may use any of these codes instead, each once. Print them or write them down and keep them safe; they are not shown again.
recovery-kept = I have kept them
sessions-title = Sessions
session-times = Began { $started }, last used { $seen }
session-this = This one
session-end = End it
user-reset = Reset the password
user-reset-done = The password was reset, the second factor is off, and all sessions have ended. Hand over the new password in person or by a trusted channel; it is not shown again:
user-first-password = First password unchanged
user-second-factor = Second factor
error-code-needed = The password is right. This account has a second factor: type the password again, and the code of your app.
error-wrong-code = The code is wrong or was used before. Wait for the next one.
error-weak-password = The new password is too short or too easy to guess. Take at least 10 characters, best four words that have nothing to do with each other.
error-no-account = Sign in first to see your own account.
error-too-many-tries = Too many tries from this address. Try again in a minute.

why-done = Verified as wholly done by the report for { $period }.
why-under-way = verified { $progress } done, { $elapsed } of the time passed;{" "}
why-days-left = { $count ->
    [one] one working day left.
   *[other] { $count } working days left.
 }
basis-closed = Struck off:{" "}
basis-overdue = Overdue:{" "}
basis-far-behind = Far behind:{" "}
basis-behind = Behind the time:{" "}
basis-due-soon = Soon due and not done:{" "}
basis-on-course = On course:{" "}
report-draft = Draft
report-submitted = Waits for approval
report-approved = Waits for the office
report-accepted = Accepted
report-returned = Sent back
report-none = Nothing reported
report-out-of-turn = This report is “{ $state }”: that cannot be done with it now.
report-own = Nobody approves or accepts what they filled in or approved themselves: somebody else must.
report-no-share = Progress is a percentage from 0 to 100.
report-says-nothing = Say what was done before handing it in.
report-no-reason = Say why it is sent back.
report-changed = Somebody else has just changed this report: look at it again.
assign-no-lead = No organisation leads. Each task has exactly one lead.
assign-two-lead = { $one } and { $other } both lead. Each task has exactly one lead.
assign-twice = { $code } stands there twice: an organisation has one role in a task.
issue-uncovered = It cannot be issued yet: { $provisions } provisions are not accounted for and { $tasks } tasks have no lead.
issue-unchanged = Nothing changed since version { $count } was issued.
issue-no-reason = Say why what was issued is changed.
issue-none = The plan has not been issued yet.
principle-no-reason = Say why this provision needs no task.
accept-nothing = This organisation has nothing to accept here.
cycle-too-long = { $period } is a whole year: cycles are quarters or months.
cycle-no-calendar = The State Council's calendars do not reach { $period } yet.
cycle-open = { $period } is open already.

tab-assignment = Assignment
tab-cycles = Supervision
assignment-title = Decomposition and assignment
coverage-provisions = { $accounted } of { $all } provisions accounted for
coverage-principles = { $count ->
    [one] one principle
   *[other] { $count } principles
 }
coverage-unowned = { $count } without a lead
listing = ,{" "}
colon = :{" "}
assign-provision = Where
assign-whole-plan = The whole plan
assign-otherwise = Who leads where the document names nobody
assign-bulk = Assign in bulk
assign-bulk-hint = Where the document names organisations, they are taken; the others are led by the one you name. Tasks that have a lead stay as they are. Leave it empty to go by the document alone.
assign-person = Person
assign-save = Save
assign-nobody = No lead
issues-title = Issued and accepted
issue-version = Version { $count }
issue-changed = { $count ->
    [one] one task assigned anew
   *[other] { $count } tasks assigned anew
 }
issue-accepted = accepted by { $accepted } of { $all } organisations
issue-first = Issue
accept-waiting = Not accepted yet by:
accept = Accept
provisions-title = Provision by provision
provision-bare = Not accounted for
provision-principle = Principle
principle-reason = Why it needs no task
principle-on = Mark as a principle
principle-off = Take the mark off
cycles-title = Reporting cycles
cycles-lead = After each cycle the lead organisation reports on its tasks, somebody else there approves, and the office verifies and accepts. Lights go by verified progress alone.
cycles-none = No cycle has been opened yet.
cycle-due = reports due { $due }
cycle-left = { $count ->
    [one] one working day left
   *[other] { $count } working days left
 }
cycle-over = past the time for reports
cycle-new = Open a cycle
cycle-period = Period
cycle-days = Working days after its end
cycle-begin = Open
cycle-hint = A quarter is 2018-Q3, a month 2018-09. Working days follow the State Council's calendar, make-up working days included.
cycle-no-period = Write a quarter (2018-Q3) or a month (2018-09).
board-title = Supervision { $period }
board-passed = { $count ->
    [one] One report went on.
   *[other] { $count } reports went on.
}
board-submit = Hand in the chosen drafts
board-approve = Approve the chosen
board-accept = Take the chosen as reported
board-together-hint = Those that are ticked go on together; what is not yours, or has changed, stays as it was and says why.
board-choose = Choose
board-choose-task = Choose { $task }
board-not-yours = is not yours to act on
column-lead = Lead
column-report = Report
column-reported = Reported
column-verified = Verified
reports-title = Progress reports
report-version = Version { $count }
report-approved-by = Approved
report-reason = Why it is sent back
report-narrative = What was done
report-problems = Problems
report-needs = Needs from others
report-progress = Progress (%)
report-verified = Verified progress (%)
report-evidence = Evidence
report-attach = Upload
report-attach-hint = Up to 16 MB a file, kept by the SHA-256 of its content, so that a later change is noticed. Save what you have written above first.
report-save = Save draft
report-submit = Hand in
report-approve = Approve
report-accept = Accept
report-return = Send back
report-next = Go on from the last version: what you save becomes a new one, and the old one stays.
reports-link = Progress reports
reports-verified = Verified: { $progress } done ({ $period }).

audit-link = Audit
audit-title = Audit log
audit-of = Who did what to { $thing }
audit-of-task = Who did what to this task
audit-size = { $count } entries; entries are only added.
audit-checkpoint = The first { $size } are signed by { $signers }, root:
audit-no-checkpoint = There is no signed checkpoint yet.
audit-checkpoint-download = Download the checkpoint
audit-number = No.
audit-at = Time
audit-actor = Who
audit-act = Did what
audit-thing = To what
audit-from = From
audit-until = Until
audit-proof = Proof
audit-proof-download = Download
audit-proof-of = Download the proof of entry { $count }
audit-empty = No entries answer to this.
audit-newest = Newest
audit-older = Older entries
tab-audit = History
act-import-document = imported or reviewed a document
act-assign-tasks = assigned tasks
act-issue-plan = issued the plan
act-accept-issue = accepted the issue
act-open-cycle = opened a cycle
act-fill-report = filled in a report
act-attach-evidence = attached evidence
act-submit-report = submitted a report
act-approve-report = approved a report
act-accept-report = accepted a report
act-return-report = sent a report back
act-fill-reports = filled in several reports
act-submit-reports = handed in several reports
act-approve-reports = approved several reports
act-accept-reports = took several reports
act-load-pack = loaded a pack
act-load-organisations = loaded organisations
act-create-user = created a user
act-unlock-user = unlocked a user
act-sign-out-user = ended somebody's sessions
act-reset-user = reset a password
act-grant-role = gave a role
act-revoke-role = took a role back
act-sign-in = signed in
act-sign-in-refused = was refused at sign-in
act-sign-out = signed out
act-change-password = changed the password
act-add-second-factor = added a second factor
act-remove-second-factor = removed the second factor

identity-title = Single sign-on
identity-sign-in = Sign in by single sign-on
identity-on = This account is linked to your identity at the provider: you may sign in there.
identity-off = Once linked, you may sign in to this account at the provider.
identity-add = Link
identity-remove = Unlink
identity-go-on = Say who you are at { $issuer }; it leads back here.
identity-go = Go there
error-unknown-identity = No account is linked to this identity. Sign in by password first and link it on your account's page.
error-identity-taken = Another account is linked to this identity. Unlink it there first.
error-provider = Single sign-on did not come to an end, and you are not signed in. Begin again.
error-provider-away = The provider cannot be reached. Try again later, or sign in by password.
act-sign-in-by-identity = signed in by single sign-on
act-link-identity = linked single sign-on
act-unlink-identity = unlinked single sign-on
act-take-stock = recorded the rows after an update
act-compute-indicators = computed indicators
act-upload-records = uploaded records
act-import-records = imported records
act-correct-record = corrected a record
act-withdraw-record = withdrew a record
act-seal-second-factors = sealed the second factors
set-clock = Demonstration clock { $day }

user-forget-title = Forget for good
user-forget-lead = Destroys name, password, second factor and sign-on identity. Roles and sessions end. What this person did stays, without a name, and the audit log stays whole. Backups taken before still hold the name. Nothing brings it back.
user-forget-again = User name once more
user-forget = Forget
error-of-another = Duties are kept apart: “{ $role }” is nobody an administrator takes over or removes. Whoever runs the program does that with luoshi user.
error-not-repeated = Type the user name once more to confirm. Nothing was changed.
act-forget-user = forgot a user
past-known = As known on { $day }, read only.
past-back = Back to today
past-head = As of
past-day = As of
past-look = Look
past-quarters = Ends of quarters
past-today = Today
past-not-changed = What is past is not changed. Go back to today first.
past-not-kept = What was known on { $day } was not kept: choose a later day.
act-take-in-reports = took in reports made elsewhere

# Organisations changed one at a time
organisation-name = Full name
organisation-short-name = Short name
organisation-aliases = Other names (separate with 、)
organisation-other-names = Other names
organisation-code = Code
organisation-from = From (first day)
organisation-last-day = Last day
organisation-basis = Basis
organisation-successors = Its work goes to
organisation-not-today = does not stand today
organisation-history = Names and places over time
organisation-since-ever = before the records
organisation-to-this-day = to this day
organisation-audit = Who changed it
organisation-new = New organisation
organisation-new-do = Add
organisation-new-hint = The code never changes, whatever it will be called: small letters, digits and “-”, such as swj. Leave “above” empty only for the root. Up to the day before its first day it is in no list.
organisation-reword = Rename or move
organisation-reword-do = Change from that day
organisation-reword-hint = Up to the day before, the old name and place stay true: documents and reports of those days show them. On the first day of the current entry this corrects it.
organisation-names = Short name and other names
organisation-names-do = Keep names
organisation-names-hint = For as long as it bears its current full name. Documents and forms find it by each of these names.
organisation-mirror = Leading mechanism of its own
organisation-mirror-model = After the model of
organisation-mirror-do = Set up
organisation-mirror-hint = Sets up a leading group with its office and special groups under this district, all at once. Names begin with the district’s; each can be renamed or closed later.
organisation-close = Close
organisation-close-do = Close after that day
organisation-close-hint = It stays in the records of its time. What stands under it has to be moved or closed first; tasks it leads have to be given to others by an amendment.
organisation-refused-no-name = An organisation needs a full name.
organisation-refused-no-day = Write the day, such as 2019-01-10.
organisation-refused-bad-code = “{ $code }” is no code: write 1 to 40 small letters, digits and “-”, such as swj.
organisation-refused-code-taken = There is or was an organisation with the code “{ $code }”. Choose another code.
organisation-refused-name-taken = Another organisation is called “{ $name }” on that day. Write a name that tells the two apart.
organisation-refused-not-standing = “{ $code }” does not stand on { $day }. Choose another day, or another organisation.
organisation-refused-under-itself = “{ $name }” would stand under itself. Choose another organisation above it.
organisation-refused-has-under = These stand under it after that day: { $names }. Move or close them first.
organisation-refused-changes-later = From { $day } on it is written otherwise. It cannot end before that day.
organisation-refused-mirrored = “{ $name }” has this mechanism already.
organisation-refused-not-mirrored = Only a district or zone sets up a mechanism of its own, after the model of a leading group outside it.
act-found-organisation = added an organisation
act-reword-organisation = renamed or moved an organisation
act-name-organisation = changed the short names of an organisation
act-close-organisation = closed an organisation
act-mirror-mechanism = set up a district’s leading mechanism
