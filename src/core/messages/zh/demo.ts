/** What the scripted model of the demo says and asks. */
export const demo = {
  "This is a demo: a scripted model answers, on loopback. It builds a Flask board whatever you answer.":
    "这是演示：由脚本模型在本地回环上应答。无论怎样回答，它都会构建一个 Flask 留言板。",
  "Everything else is real: the fence, the files, the app, the checks.":
    "其余都是真实的：隔离、文件、应用、检查。",
  "Nobody is at the keyboard, so it runs on these rules:": "无人操作键盘，因此按以下规则运行：",
  "I want to build a simple BBS.": "我想做一个简单的留言板（BBS）。",
  "Let me check a few things before I build.": "开始之前，先确认几件事。",
  "Stack?": "技术栈？",
  "Python + Flask, one file": "Python + Flask，单文件",
  "static HTML + JS": "静态 HTML + JS",
  "Features?": "功能？",
  "list, post, delete": "列表、发布、删除",
  "list, post": "列表、发布",
  "Where are posts kept?": "帖子保存在哪里？",
  "JSON file": "JSON 文件",
  "Who may delete?": "谁可以删除？",
  anyone: "任何人",
  nobody: "没有人",
  "There is a procedure for this.": "这件事有现成的步骤。",
  "All files in one go:": "一次写好所有文件：",
  "Now let it run and be looked at.": "现在运行并检查。",
  "A post without the form's token is accepted. The token is made and sent, but never looked at when a post arrives.":
    "没有表单令牌的帖子也会被接受。令牌已生成并发送，但收到帖子时没有检查。",
  "The same checks again:": "再做一次同样的检查：",
  "The board is built and was seen working: list, post, delete, newest first, posts in `posts.json`.":
    "留言板已完成，并已确认可用：列表、发布、删除、最新在前，帖子保存在 `posts.json`。",
  "Start it with `python3 app.py` and open {1}.": "用 `python3 app.py` 启动，然后打开 {1}。",
  "It listens on this machine only, the debugger is off, forms carry a token, text is escaped by the templates.":
    "仅监听本机，调试器关闭，表单带有令牌，文本由模板转义。",
  "**Not done:** no accounts, so anyone who can open the page may delete; no paging.":
    "**未完成：** 没有账户，能打开页面的人都可以删除；没有分页。",
  "The files are written, but the checks did not pass: do not rely on it before they do.":
    "文件已写好，但检查未通过：通过之前请勿依赖它。",
  "The files are written, but nothing was proven: Flask is not installed here, so the program could not start.":
    "文件已写好，但没有得到验证：这里没有安装 Flask，程序无法启动。",
  "Install it (`apt install python3-flask`, or `python3 -m pip install flask` in an environment of its own) and run the demo again.":
    "请安装（`apt install python3-flask`，或在独立环境中 `python3 -m pip install flask`），然后重新运行演示。",
  "This is what I would build:": "我打算这样构建：",
  "listens on 127.0.0.1 only, debugger off": "仅监听 127.0.0.1，关闭调试器",
  "forms carry a token, text is escaped, sizes are limited": "表单带令牌，文本转义，大小受限",
  "anyone who can open the page may delete": "能打开页面的人都可以删除",
  "Then nothing is built: this scripted model knows one plan only.":
    "那就不构建了：这个脚本模型只知道一个计划。",
  "Ten posts a page, with links to newer and older ones. One file changes:":
    "每页十条，带前后页链接。只改一个文件：",
  "Then it stays as it is.": "那就保持原样。",
  "Paging is in: ten posts a page, `/?page=2` and so on.":
    "分页已加入：每页十条，用 `/?page=2` 等打开。",
  "That is all this scripted model knows. /undo takes the last change back, /receipt tells what was done, /exit leaves.":
    "这个脚本模型只知道这些。/undo 撤销上次更改，/receipt 查看记录，/exit 退出。",
  'Then ask for a change ("add pagination"), take it back (/undo), look around (/help), leave (/exit).':
    "之后可以要求修改（“添加分页”）、撤销（/undo）、浏览（/help）、退出（/exit）。",
};
