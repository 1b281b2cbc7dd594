/** What slash commands say of themselves and answer: written in English, translated when it is shown. */
export const slash = {
  "the default": "默认",
  chosen: "指定",
  "as it was learned from this endpoint": "按从此接口学到的",
  "as this family of models takes it best": "按此系列模型最适合的方式",
  "changed from {1} in this session: {2}": "本会话中从 {1} 更改：{2}",
  "/cost shows the tokens used so far.": "/cost 显示到目前使用的 Token 数。",
  "A key is read from the environment: skillet doctor checks the endpoint.":
    "密钥从环境变量读取：skillet doctor 检查接口。",
  "Nothing is compacted here: /clear begins anew, /fork goes on from an earlier turn.":
    "这里不压缩对话：/clear 重新开始，/fork 从更早的轮次继续。",
  "The model gets AGENTS.md of the folder as notes: write it, or ask for it.":
    "文件夹中的 AGENTS.md 会作为说明交给模型：请自己编写，或让它编写。",
  "Settings are seen and changed outside the conversation: skillet config list.":
    "设置在对话之外查看和更改：skillet config list。",
  "Outside the conversation: skillet doctor.": "请在对话之外运行：skillet doctor。",
  "/receipt shows what was done and proven, /cost the tokens, skillet config list the settings.":
    "/receipt 显示所做的事和验证结果，/cost 显示 Token 数，skillet config list 显示设置。",
  "go on with another session: /resume shows them, /resume ID or NAME":
    "继续另一个会话：/resume 列出，/resume ID 或名称",
  "go on in a copy of this session: /fork shows its turns, /fork 2 copies the first two":
    "在本会话的副本中继续：/fork 列出各轮，/fork 2 复制前两轮",
  "give this session a name to resume it by: /name TEXT": "为本会话命名以便恢复：/name TEXT",
  "a new conversation; the files stay, and so does the earlier one":
    "开始新对话；文件和之前的对话都保留",
  "the last answer into the clipboard": "将上一个回答复制到剪贴板",
  "this session as a page: /export FILE, ending in .md, .html or .json; -y overwrites":
    "导出本会话：/export FILE，以 .md、.html 或 .json 结尾；-y 覆盖",
  "write the next message in your editor; saved and closed, it is sent, empty it is not":
    "在编辑器中编写下一条消息；保存并关闭即发送，空白则不发送",
  "tokens of this session so far, by model, and what they cost where you gave prices":
    "本会话至今的 Token（按模型），以及已设价格时的费用",
  "what a bug report needs, in a file; nothing is sent":
    "将错误报告所需内容写入文件；不会发送任何内容",
  "No rules.": "没有规则。",
  "Add one: skillet permissions add RULE": "添加：skillet permissions add RULE",
  "rules, deny first, then the most specific ({1}):": "规则（拒绝优先，其次更具体者；{1} 条）：",
  "granted in this session ({1}):": "本会话中已允许（{1} 条）：",
  "/approvals revoke N takes one back, /approvals revoke all every one.":
    "/approvals revoke N 撤回一条，/approvals revoke all 全部撤回。",
  "Taken back: allow {1}": "已撤回：allow {1}",
  "There are {1}; /approvals lists them.": "共有 {1} 条；/approvals 可列出。",
  "There are none.": "一条也没有。",
  "Mode yolo is not taken up on the way.": "yolo 模式不能中途启用。",
  "Start with it: skillet -c --approval-mode yolo":
    "请在启动时指定：skillet -c --approval-mode yolo",
  "Modes: ask, auto-edit, plan.": "模式：ask、auto-edit、plan。",
  "This folder has no other session to go on with.": "此文件夹没有其他可继续的会话。",
  "A name needs a letter that can be seen.": "名称至少要有一个可见字符。",
  "There is nothing to copy yet.": "还没有可复制的内容。",
  "There is no turn {1}.": "没有第 {1} 轮。",
  "Its turns are 1 to {1}: /fork shows them.": "共有第 1 到 {1} 轮：/fork 可列出。",
  "This is the session that is open.": "这就是当前打开的会话。",
  "This folder has no session to go on with.": "此文件夹没有可继续的会话。",
  "See those of every folder: skillet sessions list --all":
    "查看所有文件夹的会话：skillet sessions list --all",
  "There is no answer to copy yet.": "还没有可复制的回答。",
  "Write it to a file: /export FILE": "请写入文件：/export FILE",
  "No editor is set.": "未设置编辑器。",
  "For example: export EDITOR=nano": "例如：export EDITOR=nano",
  "The editor failed; nothing is sent.": "编辑器失败；未发送任何内容。",
  "{1} was interrupted, its outcome is unknown.": "{1} 被中断，结果未知。",
  "There are no saved checks yet.": "还没有保存的检查。",
  "They come with a skill, or with the first verify of the model.":
    "它们来自技能，或模型第一次验证时保存。",
  "/verify takes no words: it runs the checks that are saved.":
    "/verify 不带参数：它运行已保存的检查。",
  "No skills.": "没有技能。",
  "AGENTS.md is long: the model gets {1} of {2} bytes.":
    "AGENTS.md 较长：模型只得到 {2} 字节中的 {1} 字节。",
};
