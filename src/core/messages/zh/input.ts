/** Of the line that is typed. */
export const input = {
  "The up key brings the text back.": "按上键可恢复输入的内容。",
  "Set $VISUAL or $EDITOR to the editor that Ctrl-G should open.":
    "请把 Ctrl-G 要打开的编辑器设在 $VISUAL 或 $EDITOR 中。",
  "The editor failed; nothing was changed.": "编辑器出错；内容没有改变。",
  "The editor opens between turns.": "编辑器只能在回合之间打开。",
  "(nothing to complete)": "（没有可补全的内容）",
  "(nothing earlier holds this)": "（历史中没有匹配）",
  "queued: {1}": "待发送：{1}",
  "… {1} more": "… 还有 {1}",
  "Which command? For example: !ls -l": "哪个命令？例如：!ls -l",
};
