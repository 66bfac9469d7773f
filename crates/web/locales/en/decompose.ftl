# Decomposition: milestones, targets and tasks, plans above and below, policy resources

task-plan = Milestones and leader
milestones = Milestones, quarter by quarter
milestones-hint = Dates read 2018-Q4, 2018-12 or 2018-12-31, never later than the task. A row without words is not kept; empty the words to remove a milestone.
milestone-due = Due
milestone-text = What is to be seen
milestone-reached = Reached on
milestone-open = to come
milestone-late = late
milestone-reached-state = reached
stages = Stages of key projects
stages-hint = Write when each stage is to be reached; none before the one that precedes it.
stage-planned = planned
stage-idea = Idea
stage-preparation = Preparation
stage-start = Start of works
stage-construction = Under construction
stage-completion = Completed
leader = Leader in charge
remarks = Remarks
plan-save = Keep
plan-edit = Plan milestones
plan-only-add-hint = The plan was issued: you may add milestones; the office changes those there are.
plan-later-than-task = “{ $what }” is due { $due }, after its task: it has to be earlier.
plan-later-than-upper = It is due { $due }, after the upper task it answers to: it has to be earlier.
plan-out-of-order = { $project }: the stage “{ $stage }” is planned before the one that precedes it.
plan-no-date = “{ $text }” is no date: write 2018-Q4, 2018-12 or 2018-12-31.
plan-only-add = The plan was issued: only the office changes milestones; you may add some.
plan-no-weight = Write numbers of tasks and weights above 0: t3×2, t5.
plan-no-measure = Say what is measured, its unit, the baseline and its period, and who agreed on which day (not after today).
added-by-hand = Added by hand by { $by }

links-title = Targets and tasks
links-lead = Which tasks serve each target, and how much rests on each; weights compare the tasks of one target.
links-directions = { $open ->
    [0] All { $all } directions without a number have an agreed measure.
   *[other] { $open } of { $all } directions without a number have no agreed measure yet; the plan cannot be issued before.
}
links-proposed = { $count ->
    [one] The document itself suggests one link: a task of the same sentence, else of the same article.
   *[other] The document itself suggests { $count } links: tasks of the same sentence, else of the same article.
}
links-accept = Take all
links-none = No task serves this target yet.
link-same-sentence = same sentence
link-same-article = same article
links-tasks = Tasks (×weight)
links-verified = By weight, { $share } of the work of these tasks was verified as done; what nobody verified counts as nothing.
links-no-targets = This plan has no targets.
links-open = Targets and tasks, measures of directions
measure-agreed = agreed
measure-open = no measure agreed
measure-form = Measure
measure-indicator = What is measured
measure-unit = Unit
measure-baseline = Baseline
measure-period = Its period
measure-by = Agreed by
measure-on = Agreed on
measure-save = Keep the measure
serving-tasks = Tasks that serve it

issue-unmeasured = { $count ->
    [one] One direction without a number has no measure, baseline and agreement: agree on it under “Targets and tasks” first.
   *[other] { $count } directions without a number have no measure, baseline and agreement: agree on them under “Targets and tasks” first.
}
issue-unanswered = { $count ->
    [one] One sentence that orders something has neither a task nor a target: answer it, or mark it as needing none.
   *[other] { $count } sentences that order something have neither a task nor a target: answer them, or mark them as needing none.
}
coverage-sentences = { $count ->
    [0] every sentence that orders something is answered
    [one] one sentence that orders something is nobody’s
   *[other] { $count } sentences that order something are nobody’s
}
coverage-directions = { $count ->
    [0] all directions have a measure
    [one] one direction has no measure
   *[other] { $count } directions have no measure
}
sentences-open = Sentences without a task or a target
sentences-open-hint = These sentences order something or name a number, and have no task, no target and no mark that they need none.

act-plan-task = planned a task
act-link-target = linked tasks and targets
act-agree-measure = agreed a measure
origin-title = Origin

issue-decision = On what decision (meeting, instruction; may stay empty)
issue-issued = Version { $count } is in force: a change is an amendment that somebody else approves.
issue-compare = compare with the version before
issue-compared = Version { $to } compared with version { $from }
issue-before = Before
issue-after = Now
issue-no-changes = Both versions name the same organisations.
amendment-title = Amendment (not in force)
amendment-hint = A change of what was issued is first a draft. Propose it with the reason; once somebody else approved it, it is the next version.
amendment-drafted = drafted
amendment-proposed = waits for approval
amendment-approved = in force
amendment-returned = sent back
amendment-withdrawn = withdrawn
amendment-out-of-turn = The amendment is “{ $state }”: this cannot be done with it now.
amendment-none = There is no open amendment: change an assignment first.
amendment-no-reason = Say why.
amendment-own = Whoever drafted or proposed it does not approve it: somebody else must.
amendment-changed = Somebody else changed the amendment meanwhile: look at it again.
amendment-reason = Why it is changed
amendment-propose = Propose
amendment-approve = Approve, in force from now
amendment-return = Send back
amendment-withdraw = Withdraw
amendment-answer = Why it is sent back
amendment-draft-tag = draft of an amendment, not in force
amendment-history = Amendments
amendment-of = { $count ->
    [one] one task
   *[other] { $count } tasks
}
act-draft-amendment = drafted an amendment
act-propose-amendment = proposed an amendment
act-approve-amendment = approved an amendment
act-return-amendment = sent an amendment back
act-withdraw-amendment = withdrew an amendment

report-milestones = Milestones reached
report-values = Values of indicators
report-values-hint = Values of the targets this task serves; once the office takes the report they stand beside other sources, overwriting none. Leave empty what is not new.
report-not-asked = A value is a number with its period (2018 or 2018-Q3); only milestones and indicators of this task can be reported.
draft-saved = saved { $at }
draft-typing = typing …
draft-offline = The server cannot be reached: what you typed stays here and is saved once it can.
draft-restored = What was not saved last time is here again.
draft-stored = What the server has ({ $by }, { $at }): compare, then save; your text takes its place.

sheet-import = Reports filled in offline
sheet-template = Download the sheet
sheet-file = The sheet, filled in
sheet-hint = Download your organisation’s sheet, fill it in offline and upload it: it is checked row by row, then kept as drafts that are handed in as usual.
sheet-note = Fill in progress, what was done, problems and needs; rows left empty are not taken. Do not change the numbers of tasks.
sheet-faults = { $count ->
    [one] One row is wrong, and none was taken: put it right and upload the file again.
   *[other] { $count } rows are wrong, and none was taken: put them right and upload the file again.
}
sheet-no-task = there is no task “{ $text }”
sheet-not-yours = { $task } is not led by your organisation
sheet-twice = { $task } stands there twice
sheet-no-share = the progress “{ $text }” is no number from 0 to 100
sheet-broken = it cannot be read: { $why }
sheet-nothing = Nothing was filled in.
sheet-apply = { $count ->
    [one] Keep one draft
   *[other] Keep { $count } drafts
}
act-upload-reports = uploaded reports

upper-title = Answer to an upper plan
upper-lead = Tasks of this plan answer to issued tasks of an upper plan, or of another plan here; the verified progress of lower tasks rolls up.
upper-none = There is no plan to answer to: neither here nor above was another plan issued.
upper-plan = Upper plan
upper-show = Compare
upper-open = { $count ->
    [0] Every upper task is answered.
    [one] One upper task is answered by none.
   *[other] { $count } upper tasks are answered by none.
}
upper-under = Under which chapter
upper-mirror = Add a task for each that is not answered
upper-mirror-hint = The new tasks say that they were added by hand; they keep text, steps and due date of the upper ones, and are assigned here.
upper-task = Upper task
upper-answers = Answered by
upper-nobody = by none
upper-of = Answers to
lower-title = Lower plans
lower-done = { $done } of { $all } lower tasks are done
lower-mean = , mean verified progress { $mean }
lower-why = How that comes about
lower-how = The mean of the verified progress of all tasks that answer to it; what was not verified yet counts as nothing.
task-add = Add a task
added-tag = added by hand
act-answer-to = said what a task answers to
act-mirror-plan = added tasks of an upper plan
act-add-task = added a task by hand

tab-resources = Resources
resources-lead = Which fiscal, land, finance, industry, science and talent support goes to which task and target, who pays, what is planned and what was spent (万元, ten thousand yuan).
resources-no-pack = The pack “Organisation and urging” is not loaded: ask an administrator for it, then enter resources.
resources-none = No resources of this plan yet: enter them in the register “Resources planned” with plan number { $plan }.
resources-planned-register = Register of resources planned
resources-spent-register = Register of resources spent
resource-code = Code
resource-title = Measure and basis
resource-kind = Kind
resource-for = For
resource-payer = Who pays
resource-planned = Planned
resource-spent = Spent
resource-share = Share spent
resource-sum = Together
performance-title = Result for what was spent
performance-hint = What was measured of a target, divided by all that was paid for it; what was paid for a task counts in full for each target it serves, so the figures do not add up. It sets spending beside results and proves no cause.
performance-none = Nothing to compute yet: there has to be a payment, and a value of the target.
report-value-period = Period
resources-money-unit = 10,000 yuan
