/** Sentences that are stored in English and translated when they are shown: reasons, notices, errors, and one line for each slash command. */
export const told = {
  "this list": "显示此列表",
  "leave (or Ctrl-C twice, or Ctrl-D)": "退出（或按两次 Ctrl-C，或 Ctrl-D）",
  "the skills that are loaded, and what could not be": "已加载的技能，以及无法加载的",
  "what was done and proven so far": "到目前为止做了什么、验证了什么",
  "the model in use; /model NAME changes it, from the next message on":
    "当前模型；/model NAME 从下一条消息起更换",
  "commands running in the background": "后台运行的命令",
  "stop one of them: /stop p1; without a name all of them":
    "停止其中一个：/stop p1；不带名称则停止全部",
  "look at a running app: /open 5000 makes it reachable for your browser":
    "查看运行中的应用：/open 5000 后可在浏览器中打开",
};
