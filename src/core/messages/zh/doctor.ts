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
  "GET /models lists {1}": "GET /models 列出 {1~}",
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
  "{1} tokens ({2}): less than {3} is cut off soon": "{1} 个 token（{2}）：少于 {3} 很快会被截断",
  "Serve the model with a larger context; for Ollama: OLLAMA_CONTEXT_LENGTH=32768":
    "请用更大的上下文运行模型；Ollama：OLLAMA_CONTEXT_LENGTH=32768",
  "{1}, where that fails {2}": "{1}，失败时 {2}",
  "{1} model": "{1} 个模型",
  "{1} models": "{1} 个模型",
  "network: a loopback of the session's own, and nothing else": "网络：仅限本会话专用的回环",
  "environment: an allow-list without keys, and what the image sets":
    "环境变量：不含密钥的允许列表，以及镜像的设置",
  "system calls as the engine's own filter says; processes, memory, file size, output and time are limited":
    "系统调用依引擎自身的过滤；进程、内存、文件大小、输出和时间有限制",
  "/tmp and HOME lie on the disk, without a limit": "/tmp 和 HOME 在磁盘上，没有限制",
  "flaws of the engine": "引擎的缺陷",
  "files: only the output directory can change; home and keys cannot be read":
    "文件：只有输出目录可以更改；主目录和密钥不可读",
  "network: none, not even loopback": "网络：无，连回环也没有",
  "repositories: nothing named .git can be written": "仓库：名为 .git 的内容都不可写",
  "that a file exists can be seen, not what is in it": "能看到文件是否存在，看不到内容",
  "{1}: started in {2} ms, a command takes {3} ms": "{1}：启动 {2} 毫秒，每条命令 {3} 毫秒",
  "{1} does not hold: {2}": "{1} 未能守住：{2}",
  "a command cannot write into the output directory": "命令无法写入输出目录",
  "a command wrote outside": "命令写到了外面",
  "a command read a file outside": "命令读取了外面的文件",
  "a command reached the machine's own network": "命令连到了本机自身的网络",
  "a command sees a key": "命令能看到密钥",
  "Name an image that has it: --sandbox-image, or sandboxImage in the settings":
    "请指定包含它的镜像：--sandbox-image，或设置中的 sandboxImage",
  "no version control in the output directory": "输出目录中没有版本控制",
  "no Python apps": "无法运行 Python 应用",
  "Flask {1}, for {2}": "Flask {1}，用于 {2}",
  "the python3 that commands find has no Flask (the demo and flask-app need it)":
    "命令找到的 python3 没有 Flask（演示和 flask-app 需要它）",
  "Install it: apt install python3-flask, and put that python3 first in PATH":
    "安装：apt install python3-flask，并把该 python3 放在 PATH 最前",
  "the variable holds no address of a proxy": "该变量不是代理地址",
  "Mend the file, or: unset {1}": "请修复该文件，或：unset {1}",
  "asked to use a tool, the model made no call that can be read ({1})":
    "要求使用工具，但模型没有给出可读取的调用（{1}）",
  "Try another lane, --lane hermes or --lane json_decision; or another model.":
    "请尝试其他通道（--lane hermes 或 --lane json_decision），或其他模型。",
  "called {1} by {2} in the lane {3} ({4})": "在通道 {3} 中通过 {2} 调用了 {1}（{4}）",
  "{1}, but not the tool it was asked to use": "{1}，但不是所要求的工具",
  "none is set, so it may not be UTF-8": "未设置，可能不是 UTF-8",
  "{1}: other characters may be shown wrongly": "{1}：其他字符可能显示不正确",
  "TERM is not set": "未设置 TERM",
  "{1}, {2} columns, {3}, bracketed paste": "{1}，{2} 列，{3}，括号粘贴",
  "{1}; questions are hard to read below {2} columns": "{1}；少于 {2} 列时问题难以阅读",
  "{1} cannot be made: {2}": "无法创建 {1}：{2}",
  "{1} (mode {2})": "{1}（模式 {2}）",
  "{1} (mode {2}): {3}": "{1}（模式 {2}）：{3~}",
  "others can change it": "其他用户可以更改",
  "others can look into it": "其他用户可以查看",
  "{1}: {2} are left on its disk": "{1}：其磁盘还剩 {2}",
  "Make room: what is done has to be written down first.": "请腾出空间：要做的事必须先记录下来。",
  "{1} is not writable": "{1} 不可写",
  "{1} is not trusted, and brings no settings and no AGENTS.md":
    "{1} 不受信任，但没有设置和 AGENTS.md",
  "of this folder, approved by nobody as they stand and not used: {1}":
    "此文件夹中未经批准、未使用的：{1}",
  "A session at a terminal asks; --trust-project-skills uses them in one run.":
    "终端会话会询问；--trust-project-skills 在单次运行中使用它们。",
};
