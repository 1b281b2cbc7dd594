/** Of sessions: choosing, copying, naming, and ways out of them. */
export const sessions = {
  "Back to the one before: {1}": "回到之前的会话：{1}",
  "A new conversation.": "新的对话。",
  "Which one? A number, an id or a name; Enter takes the first, Esc none.":
    "选哪一个？编号、id 或名称；回车选第一个，Esc 不选。",
  "and {1} older: {2}": "另有 {1} 个更早的：{2}",
  "session> ": "会话> ",
  "turn> ": "轮次> ",
  "Up to which turn? A number; Enter takes all, Esc none.":
    "到哪一轮为止？编号；回车为全部，Esc 取消。",
  "Forked from {1}, {2}.": "分自 {1}，{2}。",
  "Forked from {1}, {2}, the last: {3}": "分自 {1}，{2}，最后：{3}",
  stopped: "已停止",
  "not finished": "未完成",
  "cut short": "中断",
  "The files are as they are now. This is {1}.": "文件保持现状。本会话为 {1}。",
  "This session is now {1}: {2}": "本会话已命名为“{1}”。恢复：{2}",
  "It is called {1}.": "名称为 {1}。",
  "It has no name.": "没有名称。",
  "/name TEXT gives it one.": "/name TEXT 可命名。",
  "Session {1} is called so too: name one of them anew, or resume by id ({2}).":
    "会话 {1} 也叫此名：请给其中一个改名，或按 id（{2}）恢复。",
  "Written: {1}": "已写入：{1}",
  "Copied {1} with {2}.": "已用 {2} 复制{1}。",
  "Sent {1} to the terminal's clipboard (OSC 52). Nothing there? Your terminal does not take it: {2}":
    "已把{1}发送到终端剪贴板（OSC 52）。没有内容？说明终端不支持：{2}",
  "Nothing was written, nothing is sent.": "没有写入内容，未发送。",
  "No model was asked yet.": "尚未调用模型。",
  "no price is configured": "未配置价格",
  "It holds version, fence, settings in use and the last {1} of this session, so also what you and the model wrote. Keys are taken out as far as they are known.":
    "其中有版本、隔离、所用设置以及本会话最后的{1}，因此也包含你和模型写的内容。已知的密钥均已去除。",
  "Nothing was sent. Look at it before you send it to anybody.":
    "没有发送任何内容。交给他人之前请先查看。",
  "Stopped {1} that ran in the background.": "已停止后台运行的{1}。",
  "The output directory is now {1}.": "输出目录现为 {1}。",
  "nothing asked yet": "尚无请求",
  "open in process {1}": "进程 {1} 正在使用",
} as const;
