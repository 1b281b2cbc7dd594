/** What skillet doctor finds: JSON too, so written in English and translated when it is shown. */
export const doctor = {
  "none is set": "未设置",
  "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or --provider, or --base-url.":
    "请设置 OPENAI_API_KEY（及 OPENAI_BASE_URL、OPENAI_MODEL），或 --provider，或 --base-url。",
  "skillet demo needs none.": "skillet demo 都不需要。",
  "none is sent; this endpoint is on loopback": "不发送；此接口在本地回环上",
  "set, from {1}": "已设置，来自 {1}",
  "not known for this model: a conversation may grow too long for it": "该模型未知：对话可能过长",
  "{1} tokens ({2})": "{1} 个 Token（{2}）",
  "GET /models lists {1}": "GET /models 列出 {1}",
  "none is named": "未指定",
  "{1} is not among the models that the endpoint lists": "{1} 不在接口列出的模型中",
  "none: one job at a time, and nobody is asked": "无：一次一项任务，且不会询问",
  "{1}: no colour, no status line, no pasting of several lines at once":
    "{1}：无颜色、无状态行、不能一次粘贴多行",
  "{1} (not there yet)": "{1}（尚不存在）",
  "{1} is trusted; it brings no settings and no AGENTS.md":
    "{1} 受信任；没有设置，也没有 AGENTS.md",
  "{1} is trusted; used: {2}": "{1} 受信任；使用：{2}",
  "none is set: commands run unconfined, each one is asked for":
    "未设置：命令不受隔离，每条都会询问",
  "Leave --sandbox and the setting out.": "请去掉 --sandbox 及相应设置。",
  "Do not use it; report it.": "请勿使用，并请报告。",
  "not there for commands: {1}": "命令无法使用：{1}",
  "Install it: {1}": "请安装：{1}",
  "files: only the output directory can change; home, keys and other projects are not there":
    "文件：只能更改输出目录；看不到主目录、密钥和其他项目",
  "network: a loopback of the session's own; other hosts only as you allow them":
    "网络：仅本会话的回环；其他主机须经你允许",
  "processes: none of the machine is visible, and none outlives its command":
    "进程：看不到本机的其他进程，也不会在命令结束后残留",
  "environment: an allow-list without keys": "环境变量：仅允许列表，不含密钥",
  "system calls, processes, memory, file size, output and time are limited":
    "系统调用、进程数、内存、文件大小、输出和时间均有限制",
  "what you allow a host is sent to it, whatever it is": "发往你允许的主机的内容不受检查",
  "what commands read they can write into the output directory": "命令可将读到的内容写入输出目录",
  "flaws of the kernel itself": "内核本身的缺陷",
};
