# 分解：节点、目标与任务、上下级方案、政策资源

task-plan = 节点与安排
milestones = 节点（季度形象进度）
milestones-hint = 日期写作 2018-Q4、2018-12 或 2018-12-31，不得晚于任务时限。文字留空的行不保存；清空文字即删去节点。
milestone-due = 完成时限
milestone-text = 形象进度
milestone-reached = 实际完成
milestone-open = 未到期
milestone-late = 逾期
milestone-reached-state = 已完成
stages = 重点项目阶段
stages-hint = 每个阶段写计划完成的时间；后一阶段不得早于前一阶段。
stage-planned = 计划
stage-idea = 谋划
stage-preparation = 前期
stage-start = 开工
stage-construction = 在建
stage-completion = 建成投产
leader = 牵头领导
remarks = 备注
plan-save = 保存安排
plan-edit = 安排节点
plan-only-add-hint = 方案已交办：可以增加节点；已有节点由办公室修改。
plan-later-than-task = “{ $what }”的时限 { $due } 晚于任务时限：请提前。
plan-later-than-upper = 时限 { $due } 晚于所承接的上级任务：请提前。
plan-out-of-order = { $project }：{ $stage }阶段早于前一阶段，请调整。
plan-no-date = “{ $text }”不是日期：写作 2018-Q4、2018-12 或 2018-12-31。
plan-only-add = 方案已交办，已有的节点只能由办公室修改；可以增加节点。
plan-no-weight = 写任务编号和大于 0 的权重，如 t3×2、t5。
plan-no-measure = 请写明衡量什么、单位、哪个时期的基期值、由谁在哪天（不晚于今天）同意。
added-by-hand = 人工增加：{ $by }

links-title = 目标与任务
links-lead = 每个目标由哪些任务完成，各占多少；权重只在同一目标的任务之间比较。
links-directions = { $open ->
    [0] { $all } 个没有数字的方向都已商定衡量办法。
   *[other] { $all } 个没有数字的方向中还有 { $open } 个未商定衡量办法，商定后才能交办。
}
links-proposed = 文件本身给出 { $count } 条建议：同一句的任务；没有时，同一条的任务。
links-accept = 全部采用
links-none = 尚无任务服务于这个目标。
link-same-sentence = 同一句
link-same-article = 同一条
links-tasks = 任务（×权重）
links-verified = 按权重计，相关任务核实完成 { $share }；未核实的按零计。
links-no-targets = 本方案没有目标值。
links-open = 目标与任务、方向的衡量办法
measure-agreed = 已商定
measure-open = 未商定衡量办法
measure-form = 衡量办法
measure-indicator = 衡量什么
measure-unit = 单位
measure-baseline = 基期值
measure-period = 基期
measure-by = 由谁同意
measure-on = 同意日期
measure-save = 保存衡量办法
serving-tasks = 服务于它的任务

issue-unmeasured = 还有 { $count } 个没有数字的方向未商定衡量办法、基期值和同意人：先在“目标与任务”中商定。
issue-unanswered = 还有 { $count } 句要求办事的话既没有任务也没有目标：先落实，或标明无需任务。
coverage-sentences = { $count ->
    [0] 每句要求办事的话都已落实
   *[other] { $count } 句要求办事的话无人承担
}
coverage-directions = { $count ->
    [0] 方向均已商定衡量办法
   *[other] { $count } 个方向未商定衡量办法
}
sentences-open = 没有任务也没有目标的句子
sentences-open-hint = 这些句子要求办事或给出数字，却没有任务、没有目标，也没有标明无需任务。

act-plan-task = 安排节点与牵头领导
act-link-target = 关联目标与任务
act-agree-measure = 商定方向的衡量办法
origin-title = 来源

issue-decision = 依据（会议、批示，可不填）
issue-issued = 第 { $count } 版已交办：修改须作为调整，由他人批准。
issue-compare = 与上一版对照
issue-compared = 第 { $to } 版与第 { $from } 版对照
issue-before = 原分工
issue-after = 现分工
issue-no-changes = 两版分工相同。
amendment-title = 调整（尚未生效）
amendment-hint = 已交办的分工改动后先成为调整草稿，写明理由报批，由他人批准后生效为下一版。
amendment-drafted = 草拟
amendment-proposed = 待审批
amendment-approved = 已生效
amendment-returned = 已退回
amendment-withdrawn = 已撤回
amendment-out-of-turn = 调整目前是“{ $state }”，不能这样处理。
amendment-none = 没有待处理的调整：先修改分工。
amendment-no-reason = 请写明理由。
amendment-own = 草拟或报批的人不能批准：须由他人批准。
amendment-changed = 调整已被他人改动：请重新查看。
amendment-reason = 调整理由
amendment-propose = 报批
amendment-approve = 批准并生效
amendment-return = 退回
amendment-withdraw = 撤回调整
amendment-answer = 退回理由
amendment-draft-tag = 调整草稿，未生效
amendment-history = 调整记录
amendment-of = 涉及 { $count } 项任务
act-draft-amendment = 草拟调整
act-propose-amendment = 报批调整
act-approve-amendment = 批准调整
act-return-amendment = 退回调整
act-withdraw-amendment = 撤回调整

report-milestones = 已完成的节点
report-values = 指标数据
report-values-hint = 填写所服务目标的指标值；办公室采用后作为数据记入，不覆盖其他来源。没有新数据就留空。
report-not-asked = 指标值须为数字并写明时期（如 2018 或 2018-Q3），且只能填写本任务的节点和指标。
draft-saved = 已保存 { $at }
draft-typing = 正在填写……
draft-offline = 暂时连不上服务器：所填内容保留在本机，恢复连接后自动保存。
draft-restored = 已恢复上次未保存的内容。
draft-stored = 服务器上现有内容（{ $by }，{ $at }）：请对照后再保存，保存即以您的内容为准。

sheet-import = 离线填报
sheet-template = 下载填报表
sheet-file = 填好的填报表
sheet-hint = 下载本单位的填报表，离线填好后上传；先逐行检查，无误后存为草稿，再照常提交审核。
sheet-note = 填写进度、进展、问题和需协调事项；不填的行不导入。请勿改动任务编号。
sheet-faults = { $count } 行有问题，没有导入任何一行：请改正后重新上传。
sheet-no-task = 没有编号为“{ $text }”的任务
sheet-not-yours = { $task } 不是由您的单位牵头
sheet-twice = { $task } 出现了两次
sheet-no-share = 进度“{ $text }”不是 0 到 100 的数字
sheet-broken = 无法读取：{ $why }
sheet-nothing = 表中没有填写任何内容。
sheet-apply = 存为 { $count } 份草稿
act-upload-reports = 上传填报表

upper-title = 承接上级方案
upper-lead = 本级方案的任务对照上级（或本级另一方案）已交办的任务；下级的核实进度汇总到上级任务。
upper-none = 没有可承接的方案：本级和上级还没有交办过其他方案。
upper-plan = 上级方案
upper-show = 对照
upper-open = { $count ->
    [0] 每项上级任务都有承接的任务。
   *[other] 还有 { $count } 项上级任务无人承接。
}
upper-under = 放在哪一章
upper-mirror = 为无人承接的任务各建一项
upper-mirror-hint = 新建的任务注明“人工增加”，沿用上级任务的文字、举措和时限，分工由本级另定。
upper-task = 上级任务
upper-answers = 承接的任务
upper-nobody = 无人承接
upper-of = 承接上级任务
lower-title = 下级承接情况
lower-done = { $all } 项承接任务中 { $done } 项已完成
lower-mean = ，平均核实进度 { $mean }
lower-why = 怎么算的
lower-how = 平均值是各承接任务核实进度的算术平均；尚无核实进度的按零计。
task-add = 增加任务
added-tag = 人工增加
act-answer-to = 对照承接上级任务
act-mirror-plan = 按上级方案新建任务
act-add-task = 人工增加任务

tab-resources = 政策资源
resources-lead = 财税、土地、金融、产业、科技、人才各类支持落到哪项任务、哪个目标，谁出、计划多少、已支出多少（万元）。
resources-no-pack = 尚未加载“组织与督办”领域包：请管理员先加载，再登记政策资源。
resources-none = 本方案还没有登记政策资源：在“政策资源安排”台账中登记，方案号填 { $plan }。
resources-planned-register = 政策资源安排台账
resources-spent-register = 政策资源支出台账
resource-code = 编号
resource-title = 措施与依据
resource-kind = 类别
resource-for = 用于
resource-payer = 出资单位
resource-planned = 计划
resource-spent = 已支出
resource-share = 执行率
resource-sum = 合计
performance-title = 政策绩效
performance-hint = 目标的实际值除以用于它的全部支出；用于任务的支出按任务所服务的目标计，服务于几个目标时每个目标都计全额，因此不可相加。只说明投入与结果并列，不证明因果。
performance-none = 还不能计算：须有支出，并且目标已有数据。
report-value-period = 数据所属期
resources-money-unit = 万元
