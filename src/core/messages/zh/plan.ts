/** Plans, and what was approved. */
export const plan = {
  "One entry per line: {1}. What is taken away is not covered, what is added is.":
    "每行一项：{1}。删去的不在范围内，新增的在范围内。",
  "The plan is shown again before it counts.": "生效之前会再次显示计划。",
  "PLAN?": "批准计划吗？",
  "The model proposes to build this": "模型提出的计划",
  package: "包",
  command: "命令",
  check: "检查",
  host: "主机",
  port: "端口",
  choice: "选择",
  packages: "软件包",
  ports: "端口",
  choices: "选择",
  covers: "批准范围",
  covered: "在批准范围内",
  "needs no approval": "无需批准",
  "asked when it comes": "执行时询问",
  "not covered": "不包括",
  "no host": "无",
  "the saved ones, which verify runs": "已保存的检查，由 verify 执行",
  "{1}  for these commands only": "{1}  仅限这些命令",
  "{1}  on the session's own 127.0.0.1": "{1}  本会话专用的 127.0.0.1",
  "the model says, unchecked:": "模型的说明（未核实）：",
  "REFUSED: {1}": "拒绝：{1}",
  "asked when it comes: {1}": "届时询问：{1}",
  "{1} of {2} lines, exactly as they stand here": "{2} 行中的 {1} 行，完全以此处所写为准",
  "{1} asked when they come": "届时询问 {1} 项",
  "{1} refused": "拒绝 {1} 项",
  "changes to files that exist, other files, commands and hosts: asked as always":
    "对现有文件的修改、其他文件、命令和主机：照常询问",
  "build it": "开始构建",
  "change, say what": "修改（说明内容）",
  "step by step": "逐步确认",
  "approved: {1} covered; /approvals shows them": "已批准：{1}。/approvals 可查看",
  "approved step by step; nothing is granted": "将逐步确认；未预先授权",
  "what should be different? ": "需要怎样修改？",
  "b builds it, n does not, ? explains the rest.": "b 开始构建，n 不构建，? 说明其他按键。",
  "It covers what was not shown yet; here is all of it.": "它还包括尚未显示的内容；以下是全部。",
  "The plan stands as it was.": "计划保持不变。",
  "b  build it: what the plan covers goes through unasked until the session ends or another plan is approved;":
    "b  开始构建：计划范围内的内容在会话结束或批准下一个计划之前无需询问；",
  "   /approvals shows it and takes it back; everything else is asked as always":
    "   /approvals 可查看和撤回；其他一律照常询问",
  "e  edit it as text; what is added is covered as well, and the plan is shown again":
    "e  以文本编辑；新增内容也在范围内，计划会再次显示",
  "c  another plan, with your words for the model": "c  把你的要求告诉模型，重新制定计划",
  "s  the direction is right, but every step is asked; nothing is granted":
    "s  方向正确，但每一步都询问；不预先授权",
  "n  no; nothing is built      Esc, Ctrl-C  no, and the turn stops":
    "n  否，不构建      Esc, Ctrl-C  否，并停止本轮",
  "run it": "运行",
  "{1} by the plan": "按计划批准 {1} 项",
  "{1} answered": "已回答 {1}",
  "Mode plan for this request: nothing is changed before you approve the plan.":
    "本次请求为计划模式：批准计划之前不做任何更改。",
  "No plan yet. /plan GOAL has one made before anything is changed.":
    "还没有计划。/plan 目标 会先制定计划，再做更改。",
  "Approved; {1} of its lines stand. /approvals lists them.":
    "已批准；其中 {1} 行有效。/approvals 可查看。",
  "Not approved.": "未批准。",
  "UNCONFINED: every command is asked, nothing is granted":
    "无隔离：每条命令都会询问，不授予任何许可",
  "the plan, exactly as it stands": "由计划批准，仅限原样",
  "you, when a skill asked": "应技能请求批准",
  "you, when asked for {1}": "询问 {1} 时批准",
  ", for {1} of it": "，仅限其中的 {1}",
  "The saved checks ran.": "已运行保存的检查。",
};
