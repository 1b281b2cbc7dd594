/** Of the conversation: first and last lines, status line, what came of calls, slash commands. */
export const session = {
  // Counted things.
  "{1} answer": "{1} 个回答",
  "{1} byte": "{1} 字节",
  "{1} call": "{1} 次调用",
  "{1} character": "{1} 个字符",
  "{1} check": "{1} 项检查",
  "{1} command": "{1} 条命令",
  "{1} entry": "{1} 个条目",
  "{1} fact": "{1} 条记录",
  "{1} file": "{1} 个文件",
  "{1} line": "{1} 行",
  "{1} model call": "调用模型 {1} 次",
  "{1} more line": "还有 {1} 行",
  "{1} new file": "新建 {1} 个文件",
  "{1} other call": "其他调用 {1} 个",
  "{1} prompt": "{1} 个提示",
  "{1} question": "{1} 个问题",
  "{1} turn": "{1} 轮",

  // The first and the last lines.
  "mode {1}": "模式 {1}",
  out: "输出目录",
  "{1}   ({2}; nothing else can be changed)": "{1}   ({2}；此目录之外不可更改)",
  empty: "空",
  fence: "隔离",
  notes: "说明",
  skills: "技能",
  "none loaded": "无",
  "NONE: commands run unconfined, each one is asked for": "无：命令不受隔离，每条都会询问",
  "no internet, one loopback network for this session": "无互联网，仅限本会话的本地回环网络",
  "Type a request. Enter sends, Ctrl-C stops, /help.":
    "请输入需求。Enter 发送，Ctrl-C 停止，/help 查看帮助。",
  "Continue: {1}   or: {2}": "继续：{1}   或：{2}",
  "Once more leaves (as /exit does).": "再按一次退出（/exit 也可退出）。",
  "… {1} before: {2}": "… 之前还有 {1}：{2}",
  "… its end, all of it: {1}": "… 仅结尾，全文：{1}",
  "Resumed, {1} so far.": "已恢复，到目前共 {1}。",
  "Resumed, {1} so far, the last: {2}": "已恢复，到目前共 {1}，上一个需求：{2}",
  "{1} was interrupted, its outcome is unknown.": "{1} 被中断，结果未知。",

  // While it works.
  "Ctrl-C stops": "Ctrl-C 停止",
  "step {1}": "第 {1} 步",
  thinking: "思考中",
  "trying again in {1} s": "{1} 秒后重试",
  "waiting for the model": "等待模型响应",
  "writing {1} {2} characters": "正在写 {1} {2} 个字符",
  "a call": "调用",
  "exit {1}": "退出码 {1}",
  "not run: {1}": "未运行：{1}",
  "overwritten unread": "未读即覆盖",
  "expected {1}; got {2}": "应为 {1}；实际 {2}",
  "start {1}": "启动：{1}",
  "port {1} is closed": "端口 {1} 已关闭",
  " or ": " 或 ",
  "{1} to {2}": "{1}（转到 {2}）",
  "expected {1}, got {2}": "应为 {1} / 实际 {2}",
  "waived: {1}": "已豁免：{1}",
  "lane {1} → {2}: {3}": "通道 {1} → {2}：{3}",
  "older messages summed up: {1}": "已将较早的消息汇总：{1}",
  "error: {1}": "错误：{1}",

  // For whoever looks elsewhere.
  "Skillet waits for an approval.": "Skillet 正在等待批准。",
  "Skillet waits for an answer.": "Skillet 正在等待回答。",
  "Skillet is done; what came of it stands in the terminal.": "Skillet 已完成；结果见终端。",
  "The notify command failed ({1}) and is left out from now on.":
    "通知命令失败（{1}），此后不再使用。",

  // Slash commands.
  "start the skill of that name, with what follows as its arguments (/skill:NAME where a command has it)":
    "启动该名称的技能，后面的文字作为参数（与命令同名时用 /skill:NAME）",
  "Ctrl-C stops the turn and what it runs, twice leaves. Everything else is sent to the model.":
    "Ctrl-C 停止本轮及正在运行的命令，按两次退出。其他内容都会发送给模型。",
  "/{1}: there is no such command. {2}": "/{1}：没有这个命令。{2}",
  "/help lists the commands, /skills the skills.": "/help 列出命令，/skills 列出技能。",
  "{1}, then {2}": "{1}，然后 {2}",
  "Now: {1}": "当前：{1}",
  "the endpoint of the environment": "环境变量中的接口",
  "/model NAME   another model of this endpoint; /model PROVIDER:NAME   of another provider":
    "/model NAME   此接口的其他模型；/model PROVIDER:NAME   其他提供方的模型",
  'Endpoints of your own: "endpoints" in settings.json':
    '自定义接口：settings.json 中的 "endpoints"',
  "{1} has ended already.": "{1} 已经结束。",
  "Nothing runs.": "没有正在运行的命令。",
  "No process named {1}; /ps lists them.": "没有名为 {1} 的进程；/ps 可列出。",
  "Stopped {1}.": "已停止 {1}。",
  "Nothing listens in the sandbox; /ps lists what runs.":
    "沙盒中没有程序在监听；/ps 列出正在运行的。",
  "ports: {1}   /open PORT shows one to your browser": "端口：{1}   /open PORT 可在浏览器中打开",
  "Which port? For example: {1}": "请指定端口，例如：{1}",
  "Nothing listens on port {1} in the sandbox; /ps lists what runs.":
    "沙箱中没有程序监听端口 {1}；/ps 可列出正在运行的命令。",
  "stdin is an open pipe and nothing came: it is not read. A - after the prompt waits for it.":
    "标准输入是打开的管道，但没有数据到来：不再读取。在提示之后加 - 可以等待。",
  "What stdin holds goes along as data ({1} bytes).":
    "标准输入的内容作为数据一并发送（{1} 字节）。",
  "Waiting for stdin, and for its end: the prompt is read there.":
    "正在等待标准输入及其结束：提示从那里读取。",
  "stdin went quiet and did not end: the rest is not waited for. A - after the prompt waits for it.":
    "标准输入中途停顿且未结束：不再等待其余部分。在提示之后加 - 可以等待。",
  "attempt {1}": "第 {1} 次尝试",
  "lane {1}": "通道 {1}",
  "{1} messages, {2} tools, about {3} tokens": "{1} 条消息，{2} 个工具，约 {3} 个 token",
  "tokens not told": "未告知 token 数",
  "{1}, the first after {2}": "{1}，首个在 {2} 后",
  "{1} cached": "缓存 {1}",

  // Doctor.
  ok: "正常",
  problem: "问题",
  "not: {1}": "不含：{1}",
  "{1} model": "{1} 个模型",
};
