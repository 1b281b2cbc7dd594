/** Of the line that is typed. */
export const input = {
  "The up key brings the text back.": "按上键可恢复输入的内容。",
  "Set $VISUAL or $EDITOR to the editor that Ctrl-G should open.":
    "请把 Ctrl-G 要打开的编辑器设在 $VISUAL 或 $EDITOR 中。",
  "The editor failed; nothing was changed.": "编辑器出错；内容没有改变。",
  "The editor opens between turns.": "编辑器只能在回合之间打开。",
  "(nothing to complete)": "（没有可补全的内容）",
  "(nothing earlier holds this)": "（历史中没有匹配）",
  "next> ": "接下来> ",
  "[paste {1}: {2}]": "[粘贴 {1}：{2}]",
  "queued: {1}": "待发送：{1}",
  "… {1} more": "… 还有 {1}",
  "Which command? For example: !ls -l": "哪个命令？例如：!ls -l",
  "!COMMAND runs a command of yours in the fence; @ completes a file, Tab commands and files; Ctrl-R searches earlier prompts; Ctrl-J is a new line.":
    "!命令 在隔离环境中运行你自己的命令；@ 补全文件，Tab 补全命令和文件；Ctrl-R 搜索历史；Ctrl-J 换行。",
};
