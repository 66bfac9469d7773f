# Desk, notices, delegation. The same keys as zh/desk.ftl.
desk-title = Desk
desk-count = { $count ->
    [one] One matter waits for you.
   *[other] { $count } matters wait for you, the most urgent first.
}
desk-pressing = { $count ->
    [one] One is late or due within two working days.
   *[other] { $count } are late or due within two working days.
}
desk-empty = Nothing waits for you right now.
desk-empty-next = What is issued to you, to be filled in or approved will stand here.

waiting-returned = Put right the report that was sent back: { $task } ({ $period })
waiting-accept = Accept the plan that was issued
waiting-fill = { $count ->
    [one] Fill in one report for { $period }
   *[other] Fill in { $count } reports for { $period }
}
waiting-approve = { $count ->
    [one] Approve one report for { $period }
   *[other] Approve { $count } reports for { $period }
}
waiting-decide = { $count ->
    [one] Verify one report for { $period }
   *[other] Verify { $count } reports for { $period }
}
waiting-closing = The cycle { $period } ends
waiting-issue = Assign and issue the plan
waiting-review = Review the imported document
waiting-locked = An account is locked after wrong passwords

time-left = { $count ->
    [one] one working day left
   *[other] { $count } working days left
}
time-today = due today
time-over = past its day
time-late = { $count ->
    [one] late by one working day
   *[other] late by { $count } working days
}

notices-title = Notices
notices-empty = No notices yet. What is issued, sent back or due soon will stand here.
notices-read-all = Mark all as read
notices-older = Older notices
notice-unread = unread
notice-issued = Issued
notice-cycle-opened = Reports asked for
notice-report-submitted = To approve
notice-report-returned = Sent back
notice-report-approved = Approved
notice-report-accepted = Taken
notice-reports-due = Due soon
notice-reports-late = Late
notice-delegated = Delegation
notice-handed-over = Handover
news-issued = “{ $title }” was issued to you: please accept it.
news-cycle-opened = { $count ->
    [one] “{ $title }”: a report for { $period } is asked of you by { $due }.
   *[other] “{ $title }”: { $count } reports for { $period } are asked of you by { $due }.
}
news-report-submitted = “{ $title }”: reports for { $period } wait for your approval.
news-report-returned = “{ $title }”: the report for { $period } on { $task } was sent back. Please put it right.
news-report-approved = “{ $title }”: the report for { $period } on { $task } was approved.
news-report-accepted = “{ $title }”: the report for { $period } on { $task } was taken by the office.
news-reports-due = { $count ->
    [one] “{ $title }”: one report for { $period } is still missing, due { $due }.
   *[other] “{ $title }”: { $count } reports for { $period } are still missing, due { $due }.
}
news-reports-late = { $count ->
    [one] “{ $title }”: one report for { $period } is late (due { $due }).
   *[other] “{ $title }”: { $count } reports for { $period } are late (due { $due }).
}
news-delegated = { $title } lets you act for them until { $due }.
news-handed-over = The duties of { $title } are yours now.

mail-title = Mail
mail-lead = Every notice stands on the page. Here you say what is mailed besides.
mail-address = Address
mail-hint = Leave it empty to get no mail. It is used for notices alone.
mail-language = Language of mail
mail-at-once = Mailed at once
mail-rest = Everything else
mail-save = Save
language-chinese = 中文
language-english = English
rhythm-off = No mail at all
rhythm-at-once = Not mailed
rhythm-daily = Together each morning
rhythm-weekly = Together each Monday morning
error-bad-address = Mail cannot be sent there: write an address like name@example.org.
act-choose-mail = chose their mail
act-remind-reports = reminded of reports

letter-several = { $count } notices
letter-foot = Luoshi sent this mail by itself; nobody reads answers. Your wishes for mail: { $address }
letter-foot-bare = Luoshi sent this mail by itself; nobody reads answers. Sign in for more, and to change what is mailed to you.

delegations-title = Delegation
delegations-lead = While you are away somebody may act in one of your roles; it ends by itself. Every act carries both names, and neither of the two approves what the other filled in.
delegated-to = lent to { $name }
delegated-by = lent by { $name }
delegation-stand-in = User name of the stand-in
delegation-until = Last day
delegation-give = Lend
delegation-revoke = Take back
act-for = Act for { $name }
acted-for = { $name } for { $of }
acting-for = You act for { $name }: everything you do carries both names.
acting-end = Act as yourself again
error-not-yours-to-lend = You can lend only roles you hold: filling in, approving, office, leading.
error-no-such-term = The last day lies between today and a year from now.
act-delegate-role = lent a role
act-revoke-delegation = took a delegation back

letters-title = Not delivered
letters-lead = Mail and webhooks that were refused, or whose server stopped on the way. They are tried again by themselves for about two days; after that you decide.
letters-none = Everything was delivered.
letter-waiting = will be tried again
letter-failed = not delivered
letter-unsure = perhaps delivered
letter-tries = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
letter-again = Send again
act-send-letter-again = sent a letter again
