/** Sentences that are stored in English and translated when they are shown: reasons, notices, errors, and one line for each slash command. */
export const told = {
  "No grant was named.": "没有指定要撤回的许可。",
  "{1} has {2} hard links, so it may be a file from elsewhere; it is left alone.":
    "{1} 有 {2} 个硬链接，可能是别处的文件，因此不动它。",
  "{1} has {2} bytes; at most {3} are handled.": "{1} 有 {2} 字节，最多处理 {3} 字节。",
  "Look at parts of it with a command (head, tail, grep).":
    "可以用命令（head、tail、grep）查看其中一部分。",
  "Plan ({1}): {2}; it grants nothing.": "计划（{1~}）：{2~}；不授予任何许可。",
  "files: {1}, commands: {2}, hosts: {3}": "文件 {1}，命令 {2}，主机 {3}",
  "nothing of it would be asked": "其中没有需要询问的内容",
  "nobody is there: it goes on under the rules": "无人批准，按规则继续",
  "New repository: {1}.": "新的仓库：{1}。",
  "What starts programs in it (hooks, such settings) is put aside after each command.":
    "其中会启动程序的内容（钩子及此类设置）在每条命令后移开。",
  "Lanes: auto, {1}.": "通道：auto, {1}。",
  "{1} does not exist.": "{1} 不存在。",
  "{1} is a folder.": "{1} 是文件夹。",
  "See it with list_files.": "可用 list_files 查看。",
  "{1} is a symbolic link; links are not followed.": "{1} 是符号链接；不跟随链接。",
  "{1} names a folder; a file is needed.": "{1} 是文件夹；需要文件。",
  "{1} is binary; edit_file changes text only.": "{1} 是二进制文件；edit_file 只能更改文本。",
  "oldText is not in {1}.": "{1} 中没有 oldText。",
  "There is no file {1}; write_file makes one.": "没有文件 {1}；用 write_file 创建。",
  "This edit changes nothing in {1}.": "此编辑不会改变 {1}。",
  "{1} was changed by something else meanwhile.": "{1} 在此期间被其他程序更改。",
  "No tool named `{1}`.": "没有名为 `{1}` 的工具。",
  "Tools: {1}.": "工具：{1}。",
  '{1} holds "..".': '{1} 含有 ".."。',
  "Name the place from the output directory down.": "请按输出目录内的位置指定。",
  "as above.": "原因同上。",
  "there is no such file": "没有该文件",
  "this list": "显示此列表",
  "leave (or Ctrl-C twice, or Ctrl-D)": "退出（或按两次 Ctrl-C，或 Ctrl-D）",
  "the skills that are loaded, and what could not be": "已加载的技能，以及无法加载的",
  "what was done and proven so far": "到目前为止做了什么、验证了什么",
  "the model in use; /model NAME changes it, from the next message on":
    "当前模型；/model NAME 从下一条消息起更换",
  "commands running in the background": "后台运行的命令",
  "stop one of them: /stop p1; without a name all of them":
    "停止其中一个：/stop p1；不带名称则停止全部",
  "look at a running app: /open makes it reachable for your browser; of several, /open 5000":
    "查看正在运行的应用：/open 使其可在浏览器中打开；有多个时用 /open 5000",
  "{1} tokens are used in this run, {2} are allowed.": "本次运行已用 {1} 个 token，上限为 {2}。",
  "{1} is spent in this run, {2} is allowed.": "本次运行已花费 {1}，上限为 {2}。",
  "The time of this run is used up: {1} allowed.": "本次运行的时间（{1}）已用完。",
  "The limit of model calls in one turn is reached: {1}.": "一轮中调用模型的次数已达上限：{1}。",
  "The same calls ({1}) had the same results {2} times in a row.":
    "相同的调用（{1}）连续 {2} 次得到相同的结果。",
  "{1} calls of {2} for {3} did not work, and none in between did.":
    "对 {3} 的 {2} 调用有 {1} 次没有成功，其间也没有一次成功。",
  "Say what it should do instead, or try another model; skillet -c goes on from here.":
    "告诉它应改做什么，或换一个模型；skillet -c 可从此处继续。",
  'To go on from here: skillet -c -p "go on"; --max-tokens-total N allows more.':
    '从此处继续：skillet -c -p "go on"；--max-tokens-total N 可放宽上限。',
  'To go on from here: skillet -c -p "go on"; --max-budget AMOUNT allows more.':
    '从此处继续：skillet -c -p "go on"；--max-budget AMOUNT 可放宽上限。',
  'To go on from here: skillet -c -p "go on"; --max-time 10m allows more.':
    '从此处继续：skillet -c -p "go on"；--max-time 10m 可放宽上限。',
  'To go on from here: skillet -c -p "go on"; --max-turns N allows more.':
    '从此处继续：skillet -c -p "go on"；--max-turns N 可放宽上限。',
  "Ended: the time of this run is used up.": "已结束：本次运行的时间已用完。",
  "stdin is no UTF-8 text.": "标准输入不是 UTF-8 文本。",
  "stdin holds more than 1 MiB.": "标准输入超过 1 MiB。",
  "stdin is a folder.": "标准输入是文件夹。",
  "the plan of this session; /plan GOAL has one made first, and nothing is changed before you approve it":
    "本会话的计划；/plan 目标 先制定计划，批准前不做更改",
  "mode, rules and what was granted; /approvals revoke N takes one back, /approvals mode MODE changes the mode":
    "模式、规则和已授权内容；/approvals revoke N 撤回，/approvals mode MODE 更改模式",
  "the lane in use and why; /lane NAME or /lane auto changes it, from the next message on":
    "正在使用的通道及原因；/lane NAME 或 /lane auto 从下一条消息起更改",
  "run the saved checks now, without the model": "立即运行已保存的检查，不经过模型",
  'There is no session "{1}".': "没有会话“{1}”。",
  "See them all: skillet sessions list --all": "查看全部：skillet sessions list --all",
  "Taken away: {1}.": "已删除：{1}。",
  "A copy is kept for undo.": "已保留副本，可用 undo 恢复。",
  "Taken away, and no copy is kept: {1}.": "已删除，且没有保留副本：{1}。",
};
