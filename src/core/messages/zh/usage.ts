/** Errors of commands and flags, with what to do about them: written in English, translated when they are shown. */
export const usage = {
  '"{1}" cannot be reached safely.': "无法安全地连接“{1}”。",
  '"{1}" is no branch or tag.': "没有名为“{1}”的分支或标签。",
  '"{1}" is no checkpoint, and no file that this session changed.':
    "“{1}”既不是检查点，也不是本会话改过的文件。",
  '"{1}" is no file of that checkpoint.': "“{1}”不是该检查点中的文件。",
  '"{1}" is no mode.': "没有“{1}”这种模式。",
  '"{1}" lies in {2}.': "“{1}”位于 {2}。",
  "--args is no JSON.": "--args 不是 JSON。",
  "--continue and --resume do not go together.": "--continue 与 --resume 不能同时使用。",
  "--continue takes the last session of this folder, --resume the one that is named.":
    "--continue 继续此文件夹最近的会话，--resume 继续指定的会话。",
  "--fork-session needs a session to copy.": "--fork-session 需要一个要复制的会话。",
  "--headers holds no JSON object of names and values.":
    "--headers 中不是由名称和值组成的 JSON 对象。",
  "--json-schema is for one job.": "--json-schema 用于单次任务（-p）。",
  "--record and --replay do not go together.": "--record 与 --replay 不能同时使用。",
  "--resume without a session needs a terminal to choose it on.":
    "--resume 不指定会话时，需要在终端中选择。",
  "--tools holds no list of tools.": "--tools 中不是工具列表。",
  '/approvals does not know "{1}".': "/approvals 不认识“{1}”。",
  "/checkpoints lists both.": "/checkpoints 会列出两者。",
  "A cassette holds the traffic of one endpoint; the model stays.":
    "磁带只记录一个接口的通信，模型保持不变。",
  "A folder, a SKILL.md, a zip or tar file, or https://HOST/REPOSITORY; then names, to take only those.":
    "文件夹、SKILL.md、zip 或 tar 文件，或 https://HOST/REPOSITORY；后面可写名称，只取这些。",
  'A name of several words goes between quotes: "{1}"': '由多个词组成的名称要加引号："{1}"',
  "A replayed session has no traffic of its own.": "重放的会话没有自己的通信。",
  'A rule is TOOL or TOOL:PATTERN, for example "shell:npm install" or "write_file:docs/".':
    '规则写作 TOOL 或 TOOL:PATTERN，例如 "shell:npm install" 或 "write_file:docs/"。',
  'Another one: --sandbox-image NAME, or "sandboxImage" in the user settings.':
    '换一个镜像：--sandbox-image NAME，或用户设置中的 "sandboxImage"。',
  "Cannot make the folder for sessions: {1}": "无法创建会话文件夹：{1}",
  "Cannot make {1}: {2}": "无法创建 {1}：{2}",
  "Cannot open the folder: {1}": "无法打开文件夹：{1}",
  "Cannot write {1}: {2}": "无法写入 {1}：{2}",
  "Choose a new folder with --out DIR, or say -y to go on in this one.":
    "用 --out DIR 选择新文件夹，或加 -y 在此文件夹中继续。",
  "Clone it yourself and install the folder.": "请自行克隆，再安装该文件夹。",
  "Convert it first, for example with iconv -f SHIFT_JIS -t UTF-8.":
    "请先转换，例如 iconv -f SHIFT_JIS -t UTF-8。",
  "Download it yourself and install the file.": "请自行下载，再安装该文件。",
  'Each is {"type": "function", "function": {"name": "..."}}.':
    '每一项为 {"type": "function", "function": {"name": "..."}}。',
  "Fetch it: {1} pull {2}.": "获取：{1} pull {2}",
  "For example: skillet decode --sse < recording.txt": "例如：skillet decode --sse < recording.txt",
  "For example: skillet decode --text < reply.txt": "例如：skillet decode --text < reply.txt",
  'For example: skillet permissions add "allow shell:npm test"':
    '例如：skillet permissions add "allow shell:npm test"',
  'For example: skillet permissions test "npm install express"':
    '例如：skillet permissions test "npm install express"',
  "Free some space, or mend the permissions of Skillet's state folder.":
    "请腾出空间，或修正 Skillet 状态文件夹的权限。",
  "Give its arguments by --args.": "用 --args 给出其参数。",
  "Give one of them, or none: then it is told by its look.":
    "只给其中一个，或都不给：此时按内容判断。",
  "Give some: skillet verify --checks checks.json":
    "请给出检查：skillet verify --checks checks.json",
  "Give the command in one of both.": "命令只在其中一处给出。",
  "Give the prompt with -p.": "用 -p 给出提示。",
  'Give the prompt with -p: skillet -p "..." --json-schema FILE':
    '用 -p 给出提示：skillet -p "..." --json-schema FILE',
  "If it is yours, go to that folder first, or say --out DIR.":
    "如果是您自己的，请先进入该文件夹，或指定 --out DIR。",
  "If you trust it: --trust-project-skills": "如果信任它：--trust-project-skills",
  "Install Docker, or use --sandbox podman.": "请安装 Docker，或使用 --sandbox podman。",
  "Install one of them by its own folder.": "请按各自的文件夹只安装其中一个。",
  "It begins with {1}, then the text.": "以 {1} 开头，然后是内容。",
  "It can list, add RULE, rm RULE and test COMMAND.":
    "可用：list、add RULE、rm RULE 和 test COMMAND。",
  "It can list, show what was learned, and forget it.":
    "可以列出、显示学到的内容（learned）以及忘记（forget）。",
  "It can {1}.": "可用：{1}。",
  "It can {1}; for example: source <(skillet completion bash)":
    "可用：{1}；例如：source <(skillet completion bash)",
  "It has {1}.": "其中有：{1}。",
  "It holds a JSON object of names and values.": "其内容应为由名称和值组成的 JSON 对象。",
  "It holds an OpenAI tools array.": "其内容应为 OpenAI 的 tools 数组。",
  "It is a part of macOS (/usr/bin/sandbox-exec). --sandbox podman and --sandbox docker do without it.":
    "它是 macOS 的一部分（/usr/bin/sandbox-exec）。--sandbox podman 和 --sandbox docker 不需要它。",
  'It looks like [{"type": "function", "function": {"name": "...", "parameters": {...}}}].':
    '形如 [{"type": "function", "function": {"name": "...", "parameters": {...}}}]。',
  "It takes revoke N, revoke all, or mode ask, auto-edit or plan.":
    "可用：revoke N、revoke all，或 mode ask、auto-edit、plan。",
  "It takes {1}.": "可用的有：{1}。",
  "Keep the debug log elsewhere: --debug /tmp/skillet-debug.log":
    "请把调试日志放在别处：--debug /tmp/skillet-debug.log",
  "Landlock needs Linux 6.2 or later with it switched on (lsm=landlock). --sandbox none runs without a fence.":
    "Landlock 需要启用了它（lsm=landlock）的 Linux 6.2 或更高版本。--sandbox none 不使用隔离。",
  "Leave --thinking out, or set --thinking off.": "去掉 --thinking，或设为 --thinking off。",
  "Leave it out (the fence is used), or start skillet on a terminal without yolo.":
    "去掉它（使用隔离），或在终端中不带 yolo 启动 skillet。",
  "Leave out --record and --replay to change it.": "要更改，请去掉 --record 和 --replay。",
  "Line {1} is no entry of a plan.": "第 {1} 行不是计划条目。",
  "Look at them and give -y.": "查看之后加上 -y。",
  "Name a file in a folder that is there: --debug /tmp/skillet-debug.log":
    "请指定已有文件夹中的文件：--debug /tmp/skillet-debug.log",
  "Name a file in a folder you may write to.": "请指定可写文件夹中的文件。",
  "Name a file that ends in .md, .html or .json.": "请指定以 .md、.html 或 .json 结尾的文件。",
  "Name a new file for --debug.": "请为 --debug 指定新文件。",
  "Name a new file for --record, or remove it first.": "请为 --record 指定新文件，或先删除它。",
  "Name another file, or overwrite it: -y": "请指定其他文件，或加上 -y 覆盖。",
  "Name another file.": "请指定其他文件。",
  "Name it as skillet undo --dry-run does.": "请按 skillet undo --dry-run 的写法指定。",
  "Name one: skillet sessions list shows them; skillet -c takes the last of this folder.":
    "请指定一个：skillet sessions list 可列出；skillet -c 使用此文件夹最近的会话。",
  "Name the output directory: skillet verify DIR": "请指定输出目录：skillet verify DIR",
  "No grant {1}.": "没有许可 {1}。",
  'No lane named "{1}".': "没有名为“{1}”的通道。",
  'No lane or form named "{1}".': "没有名为“{1}”的通道或格式。",
  "No page ends in {1}; nothing was written.": "没有以 {1} 结尾的格式；未写入任何内容。",
  "No port of this machine is free to forward to the sandbox.": "本机没有可转发到沙盒的空闲端口。",
  "No session of this folder has saved checks{1}.": "此文件夹没有保存了检查的会话{1}。",
  'Not a rule: "{1}".': "不是规则：“{1}”。",
  "Not the address of a proxy: {1}": "不是代理地址：{1}",
  "Not the name of an image: {1}": "不是镜像名称：{1}",
  "Nothing was learned of {1}.": "没有学到关于 {1} 的内容。",
  "Only https:// and places on this machine are read.": "只读取 https:// 和本机上的位置。",
  'Per million tokens, in {1}: "endpoints": { "NAME": {2} }; or leave {3} out.':
    '每百万 token 的价格写在 {1} 中："endpoints": { "NAME": {2} }；或去掉 {3}。',
  "Put it back where it was to undo something in it.": "要撤销其中的更改，请把它放回原处。",
  "Put it into a file that can be read (-o DIR or --add-dir DIR) and name that in the prompt.":
    "请放入可读取的文件（-o DIR 或 --add-dir DIR），并在提示中指明。",
  'Quote the command as one word: skillet permissions test "ls -o"':
    '请把命令作为一个词加引号：skillet permissions test "ls -o"',
  "Redirect a file: skillet -p - < spec.md": "请重定向文件：skillet -p - < spec.md",
  "Remove the link; or, if it is yours, say --out {1}.":
    "请删除该链接；如果是您自己的，请指定 --out {1}。",
  "Rename the folder, or use another --sandbox.": "请重命名文件夹，或使用其他 --sandbox。",
  "Replace the link by what it leads to, or use another --sandbox.":
    "请用链接所指的内容替换它，或使用其他 --sandbox。",
  "See it: skillet skills list": "查看：skillet skills list",
  "See the rules: skillet permissions list": "查看规则：skillet permissions list",
  "See them: skillet permissions list": "查看：skillet permissions list",
  "See them: skillet sessions list": "查看：skillet sessions list",
  "See them: skillet skills list": "查看：skillet skills list",
  "See them: skillet undo --list": "查看：skillet undo --list",
  "See what was: skillet models learned": "查看学到的内容：skillet models learned",
  "Session {1} is open in process {2}.": "会话 {1} 正在进程 {2} 中打开。",
  "Set SKILLET_STATE_DIR (or HOME) to a folder you may write to.":
    "请把 SKILLET_STATE_DIR（或 HOME）设为可写的文件夹。",
  "Set {1} to http://host:port, or unset it.": "请把 {1} 设为 http://host:port，或取消设置。",
  "Several calls are written as one; only one is judged at a time.":
    "多个调用写在了一起；一次只判断一个。",
  "Stopped: {1}": "已停止：{1}",
  "Stopped; nothing is scored.": "已停止；没有评分。",
  "The URL must not hold a name or a password.": "URL 中不能含有用户名或密码。",
  "The answer is too long for the terminal's clipboard ({1}).":
    "回答太长，超出终端剪贴板的限制（{1}）。",
  "The checks may not run: {1}": "检查不能运行：{1}",
  "The checks need an approval and nobody is there to give it.": "检查需要批准，但没有人可以批准。",
  "The fence could not start the command: {1}": "隔离无法启动命令：{1}",
  "The fence knows no system calls of this processor ({1}).":
    "隔离不认识此处理器（{1}）的系统调用。",
  "The fence {1} exists on {2} only, not on {3}.": "隔离 {1} 仅存在于 {2}，{3} 上没有。",
  "The fence {1} lets commands reach no host, so --allow-host cannot be kept.":
    "隔离 {1} 不允许命令连接任何主机，因此无法遵守 --allow-host。",
  "The image {1} is not there, and none is fetched unasked.": "没有镜像 {1}，且不会擅自获取。",
  "The key holds characters that cannot be sent.": "密钥中含有无法发送的字符。",
  "The log of that session names an output directory that lies hidden in your home: {1}":
    "该会话记录的输出目录位于您主目录的隐藏位置：{1}",
  "The output directory is a link that leads elsewhere: {1} to {2}":
    "输出目录是指向别处的链接：{1} 到 {2}",
  "The output directory is gone: {1}": "输出目录已不存在：{1}",
  "The output directory {1} cannot be opened.": "无法打开输出目录 {1}。",
  'The rule "{1}" has an empty pattern.': "规则“{1}”的模式为空。",
  "There is {1}; only your own rules, spelt as they are, can be removed here.":
    "现有 {1}；这里只能删除您自己的规则，且须照原样书写。",
  "This fence needs perl, which is not installed.": "此隔离需要 perl，但尚未安装。",
  "This fence needs sandbox-exec, which is not there.": "此隔离需要 sandbox-exec，但找不到。",
  "This fence needs {1}, which is not installed.": "此隔离需要 {1}，但尚未安装。",
  "This folder is not trusted: where its skills say they come from is not looked at.":
    "此文件夹不受信任：不查看其技能声称的来源。",
  "Tool {1} in --tools has no name.": "--tools 中的第 {1} 个工具没有名称。",
  'Two skills in it are called "{1}": {2} and {3}.': "其中有两个技能都叫“{1}”：{2} 和 {3}。",
  "Type /undo there.": "请在那里输入 /undo。",
  "Use --sandbox bwrap (Linux), or leave --allow-host out.":
    "使用 --sandbox bwrap（Linux），或去掉 --allow-host。",
  "Use --sandbox docker, or --sandbox none to have every command asked.":
    "使用 --sandbox docker，或用 --sandbox none 逐个询问每条命令。",
  "What is wrong stands above.": "问题见上文。",
  "What is wrong with them stands above.": "各自的问题见上文。",
  "What {1} holds could not be kept: {2}.": "无法保存 {1} 的内容：{2}。",
  'Write "{1}" for every call of the tool, or "{2}:PATTERN".':
    "对该工具的所有调用写“{1}”，否则写“{2}:PATTERN”。",
  "Write {1} or --no-{2}.": "请写 {1} 或 --no-{2}。",
  'You have no rule "{1}".': "您没有规则“{1}”。",
  "skillet -c --fork-session takes the last one of this folder, skillet -r ID --fork-session any other.":
    "skillet -c --fork-session 复制此文件夹最近的会话，skillet -r ID --fork-session 复制其他会话。",
  "skillet decode reads a reply from stdin, and there is none.":
    "skillet decode 从标准输入读取回复，但其中没有内容。",
  'skillet decode reads stdin and takes no words: "{1}".':
    "skillet decode 读取标准输入，不接受词语：“{1}”。",
  'skillet models cannot "{1}".': "skillet models 没有“{1}”。",
  'skillet permissions cannot "{1}".': "skillet permissions 没有“{1}”。",
  "skillet permissions test needs a command, or --tool and --args.":
    "skillet permissions test 需要一条命令，或 --tool 与 --args。",
  "skillet permissions {1} needs a rule.": "skillet permissions {1} 需要一条规则。",
  "skillet replay takes one session: its id or name.":
    "skillet replay 需要一个会话：其 ID 或名称。",
  'skillet sessions cannot "{1}".': "skillet sessions 没有“{1}”。",
  "skillet sessions {1} needs a session: its id or name.":
    "skillet sessions {1} 需要一个会话：其 ID 或名称。",
  "skillet sessions {1} takes no --{2}.": "skillet sessions {1} 不接受 --{2}。",
  "skillet sessions {1} takes one session at a time.": "skillet sessions {1} 一次只接受一个会话。",
  'skillet skills cannot "{1}".': "skillet skills 没有“{1}”。",
  "skillet skills install needs a source.": "skillet skills install 需要一个来源。",
  "skillet skills new takes one name.": "skillet skills new 需要一个名称。",
  "skillet skills remove needs a name.": "skillet skills remove 需要一个名称。",
  "skillet skills show needs a name.": "skillet skills show 需要一个名称。",
  "skillet skills update shows what is new.": "skillet skills update 会显示新内容。",
  "skillet skills {1} needs a name.": "skillet skills {1} 需要一个名称。",
  "skillet skills {1} takes no --{2}.": "skillet skills {1} 不接受 --{2}。",
  "skillet undo takes one checkpoint at a time.": "skillet undo 一次只接受一个检查点。",
  "skillet verify takes one directory.": "skillet verify 只接受一个目录。",
  "stdin cannot be {1} at once.": "标准输入不能同时是 {1}。",
  '{1} has no sound skill "{2}" any more.': "{1} 中已没有可用的技能“{2}”。",
  "{1} has not been undone, so there is nothing to redo.": "{1} 没有被撤销，因此无可重做。",
  "{1} in a folder you may write to, or choose one with --out DIR.":
    "请在可写的文件夹中执行 {1}，或用 --out DIR 选择。",
  "{1} is an archive; only git repositories are fetched.": "{1} 是归档文件；只会获取 git 仓库。",
  "{1} is in the output directory, where the model may write.":
    "{1} 位于输出目录中，模型可以写入那里。",
  "{1} is no debug log of skillet; it is left as it is.": "{1} 不是 skillet 的调试日志；保持原样。",
  "{1} is no plain file; nothing was written.": "{1} 不是普通文件；未写入任何内容。",
  "{1} is not empty.": "{1} 不是空的。",
  "{1} is there already; nothing was written.": "{1} 已经存在；未写入任何内容。",
  "{1} leads out of the output directory; a container cannot keep it from changes.":
    "{1} 指向输出目录之外；容器无法阻止其被更改。",
  "{1} must hold a JSON list of checks.": "{1} 的内容必须是检查的 JSON 列表。",
  "{1} needs a price, and none is set for {2} at {3}.": "{1} 需要价格，但没有为 {3} 的 {2} 设置。",
  "{1} takes only --tool-choice auto or none while it thinks.":
    "{1} 在思考时只接受 --tool-choice auto 或 none。",
  "Copy it again; it must be one line without blanks.": "请重新复制；必须是一行且不含空格。",
  "A command may still run: {1}: {2}": "命令可能仍在运行：{1}：{2}",
  "Remove it: {1} rm --force {2}": "删除：{1} rm --force {2}",
  "Containers of this session may still be there: {1}": "本会话的容器可能仍然存在：{1}",
  "Remove them: {1} rm --force $({2} {3})": "删除：{1} rm --force $({2} {3})",
  "Nothing ran. `skillet doctor` checks the fence.":
    "什么都没有运行。`skillet doctor` 可检查隔离。",
  "There are {1}.": "现有 {1}。",
  '--status must be an HTTP status, not "{1}".': "--status 必须是 HTTP 状态码，不能是“{1}”。",
  "--args must be an object without a command beside a command's words.":
    "命令已用词语给出时，--args 必须是不含 command 的对象。",
  "Type it after skillet -c.{1}": "请在 skillet -c 之后输入。{1}",
  "Stopped.": "已停止。",
  'Put an evals.jsonl beside the SKILL.md, a line each: {"prompt": "...", "skill": "NAME"}, or "skill": null. --dry needs none.':
    '在 SKILL.md 旁放一个 evals.jsonl，每行为 {"prompt": "...", "skill": "NAME"}，或 "skill": null。--dry 不需要。',
  "Look at it: skillet skills validate; the installed one stays as it is.":
    "查看：skillet skills validate；已安装的保持不变。",
  "{1} cannot be the schema of the answer: {2}.": "{1} 不能用作回答的模式：{2~}。",
  'For example --json-schema \'{"type":"object","required":["title"]}\', or the name of a file with such a schema.':
    '例如 --json-schema \'{"type":"object","required":["title"]}\'，或含有此类模式的文件名。',
  "Allowed by: {1}; or by -y, after a look at them.": "允许的方式：{1}；或查看后加 -y。",
  "Session {1} has no turn to do again.": "会话 {1} 没有可重放的轮次。",
  "{1} cannot be cloned: {2}": "无法克隆 {1}：{2}",
  'There is no skill "{1}" in it.': "其中没有技能“{1}”。",
  'There is no skill "{1}".': "没有技能“{1}”。",
  'There is no "{1}" in {2}.': "{2} 中没有“{1}”。",
  "Nothing was changed.": "未做任何更改。",
  "There is no directory {1}.": "没有目录 {1}。",
  "The checks cannot be read from {1}: {2}": "无法从 {1} 读取检查：{2}",
  "{1} cannot be the debug log: {2}.": "{1} 不能用作调试日志：{2}。",
  'To send it as a prompt: skillet -p "{1}"': '作为提示发送：skillet -p "{1}"',
  'There is no checkpoint "{1}".': "没有检查点“{1}”。",
  "Cannot read the cassette {1}: {2}": "无法读取磁带 {1}：{2}",
  "There is no fence for {1}.": "没有适用于 {1} 的隔离。",
  "A path with a comma, a quote or a control character cannot be shown to a container: {1}":
    "含有逗号、引号或控制字符的路径无法交给容器：{1}",
  "{1} cannot be made readable: it belongs to the kernel.": "{1} 属于内核，无法设为可读。",
  'There is no completion for "{1}".': "没有“{1}”的补全。",
  "No file has been changed in this session.": "本会话没有更改过文件。",
  'No tool is called "{1}".': "没有名为“{1}”的工具。",
  'The rule "{1}" never applies.': "规则“{1}”永远不会生效。",
} as const;
