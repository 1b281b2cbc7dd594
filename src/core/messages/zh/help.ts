/** The help of the command line: flags and commands are data, so their words are looked up when they are shown. */
export const help = {
  "Commands:": "命令：",
  "Options:": "选项：",
  string: "字符串",
  boolean: "开关",
  number: "数字",
  array: "可多个",
  "choices:": "可选：",
  "Exit codes: 0 done, 1 failure, 41 credentials, 42 bad input, 44 no sandbox, 52 bad configuration,":
    "退出码：0 完成，1 失败，41 凭据，42 输入有误，44 无沙箱，52 配置有误，",
  "53 limit, 55 not trusted, 60 approval needed, 61 not verified, 62 findings.  Start with: skillet demo":
    "53 上限，55 未受信任，60 需要批准，61 未验证，62 有发现。  从这里开始：skillet demo",
};

export const helpTold = {
  "Run:": "运行：",
  "Model:": "模型：",
  "Safety:": "安全：",
  "Limits:": "上限：",
  "Skills:": "技能：",
  "Output:": "输出：",
  "a conversation; the prompt is its first message": "对话；提示词是第一条消息",
  "one job, no questions": "单次任务，不提问",
  "the same, read from stdin": "同上，从标准输入读取",
  "One prompt, no questions, then exit; - reads it from stdin":
    "执行一个提示词，不提问，然后退出；- 从标准输入读取",
  "Continue the last session of this folder": "继续此文件夹的上一个会话",
  "Continue a session by id or name, or the start of one; without a value, choose it":
    "按 id 或名称（或其开头）继续会话；不带值则从列表选择",
  "With --continue or --resume: go on in a copy, the session stays as it is":
    "配合 --continue 或 --resume：在副本中继续，原会话保持不变",
  "The one directory that may change (default ./sandbox)": "唯一可以更改的目录（默认 ./sandbox）",
  "A further directory that may be read": "另一个可读取的目录",
  "When the app listens on this port of the sandbox, open it to your own browser":
    "应用在沙箱的此端口监听时，向你的浏览器开放",
  "Model name": "模型名称",
  "Preset for URL and key: openai, dashscope, ollama ...":
    "URL 和密钥的预设：openai、dashscope、ollama 等",
  "OpenAI-compatible endpoint, with its /v1": "OpenAI 兼容的端点，含 /v1",
  "Environment variable that holds the key": "存放密钥的环境变量",
  "How tools are told to the model (default auto: natively, as text where that fails)":
    "向模型说明工具的方式（默认 auto：原生方式，不行则用文本）",
  "Stream replies (default; --no-stream turns it off)": "流式接收回复（默认；--no-stream 关闭）",
  "What the endpoint is told about choosing tools": "告诉端点如何选择工具",
  "Ask the endpoint for several calls in one reply": "请求端点在一次回复中给出多个调用",
  "Sampling temperature (default: the endpoint's)": "采样温度（默认：端点的值）",
  "Chat completions (default) or the Responses API": "Chat Completions（默认）或 Responses API",
  "How much the model thinks (default: as the endpoint does)": "模型思考的程度（默认：由端点决定）",
  "Use what was learned of the endpoint (default; --no-cap-cache neither uses nor keeps it)":
    "使用已了解的端点特性（默认；--no-cap-cache 不使用也不保留）",
  "Print how the model would be driven, and why; ask nothing":
    "显示将如何驱动模型及原因；不发出请求",
  "Keep the model's traffic in a new file": "把与模型的通信保存到新文件",
  "Answer from such a file: no endpoint, no key": "用这样的文件应答：无需端点和密钥",
  "What goes through unasked (default ask)": "无需询问即可放行的范围（默认 ask）",
  'Allow without asking, for example "shell:npm test"': '无需询问即允许，例如 "shell:npm test"',
  "Deny; wins over every allow": "拒绝；优先于任何允许",
  "The fence around commands (default auto)": "命令的隔离方式（默认 auto）",
  "The image for --sandbox docker and podman (default debian:stable-slim); never fetched":
    "--sandbox docker 和 podman 的镜像（默认 debian:stable-slim）；从不下载",
  "Commands may reach this host in this session, for example registry.example.org or *.example.org":
    "本会话中命令可以访问的主机，例如 registry.example.org 或 *.example.org",
  "auto: exit 61 when a check failed; required: when nothing was proven":
    "auto：检查失败时以 61 退出；required：没有任何验证时也是",
  "Model calls in one turn (default 50)": "一轮中的模型调用次数（默认 50）",
  "Tokens of this run, input and output together": "本次运行的令牌数，输入和输出合计",
  "Cost of this run; needs the endpoint's price in settings.json":
    "本次运行的费用；需要在 settings.json 中给出端点价格",
  "Time of this run, commands included: 90s, 10m, 1h30m":
    "本次运行的时间（含命令）：90s、10m、1h30m",
  "A further skill file or folder": "另一个技能文件或文件夹",
  "Use skills (default; --no-skills turns them off)": "使用技能（默认；--no-skills 关闭）",
  "Use this folder's own skills in this run": "本次运行使用此文件夹自带的技能",
  "What stands on stdout (default text)": "标准输出的内容（默认 text）",
  "The answer must be JSON that fits this schema; with -p":
    "答案必须是符合此模式的 JSON；与 -p 一起使用",
  "No progress, only the answer and errors": "不显示进度，只有答案和错误",
  "Thoughts, lanes and tokens as well": "同时显示思考、通道和令牌",
  "Log requests, decisions, processes and times there; no keys":
    "把请求、决定、进程和时间记录到那里；不含密钥",
  "Colour (default on a terminal; --no-color turns it off)":
    "颜色（终端上默认开启；--no-color 关闭）",
  "For screen readers: whole lines only, nothing redrawn, choices numbered":
    "适用于屏幕阅读器：只有整行，不重绘，选项带编号",
  "Language of what Skillet says (default: as the locale has it)":
    "Skillet 的显示语言（默认：随区域设置）",
  "Print the version": "显示版本",
  "Show help": "显示帮助",
  "Watch a scripted model build, verify and mend a small web app":
    "观看脚本模型构建、验证并修复一个小型 Web 应用",
  "List, show, export or remove sessions": "列出、查看、导出或删除会话",
  "list, show: as JSON": "list、show：以 JSON 输出",
  "list: of every folder, not only this one": "list：所有文件夹，而不只是此文件夹",
  "export: as what (default: by the name of the file, else md)":
    "export：格式（默认：按文件名，否则 md）",
  "export: into this file (default: stdout)": "export：写入此文件（默认：标准输出）",
  "rm: do not ask; export: overwrite the file": "rm：不询问；export：覆盖文件",
  "those of this folder, newest first": "此文件夹的会话，最新的在前",
  "what was said and done, with its receipt": "说过和做过的内容及其回执",
  "removes it for good; the files it made stay": "彻底删除；它生成的文件保留",
  "SESSION is an id, a name, or the start of one.": "SESSION 是 id、名称或其开头。",
  "Take back what a session changed in files": "撤销会话对文件的更改",
  "Of this session (default: the last one of this folder)": "指定会话（默认：此文件夹的上一个）",
  "List the checkpoints": "列出检查点",
  "Only say what would be done": "只说明将要做什么",
  "Do not ask": "不询问",
  "Take this file back even if it was changed since; else such files are kept":
    "即使之后被更改也恢复此文件；否则这类文件会保留",
  "As JSON": "以 JSON 输出",
  "Do a recorded session again, without a model: every call is asked about anew":
    "不用模型重做已记录的会话：每个调用都重新询问",
  "Only list what would be done again; nothing runs": "只列出将重做的内容；不运行任何东西",
  "Also into a directory that is not empty; each call is judged all the same":
    "也可写入非空目录；每个调用照样判断",
  "Run the saved checks again; exit 61 when one fails": "重新运行已保存的检查；有失败时以 61 退出",
  "The checks to run, as JSON; default: those of the last session":
    "要运行的检查（JSON）；默认：上一个会话的检查",
  "Run their commands without asking (inside the fence)": "不询问即运行其命令（在隔离之内）",
  "List, show, make, check, install, update, remove, switch and test skills":
    "列出、查看、新建、检查、安装、更新、移除、启停和测试技能",
  "validate: the specification's reference verdict; exit 52 unless loaded clean":
    "validate：按规范的参考判定；不能干净加载则以 52 退出",
  "new, install, update, remove: in this project's .skillet/skills, not in yours":
    "new、install、update、remove：在此项目的 .skillet/skills 中，而不是你自己的",
  "new: what it does and when to use it": "new：它做什么、何时使用",
  "test: how often each prompt is tried (default 1)": "test：每个提示词尝试的次数（默认 1）",
  "test: only how alike the descriptions are; no model": "test：只看描述有多相似；不用模型",
  "install, update, remove: do it without asking": "install、update、remove：不询问",
  "The rules, and what they say to a call without running it":
    "规则，以及它们对一次调用的判断（不运行）",
  "The tool that is called (default shell)": "被调用的工具（默认 shell）",
  "Its arguments, as a model writes them": "其参数，按模型书写的形式",
  'A further rule for this test, for example "deny shell:rm"':
    '本次测试的附加规则，例如 "deny shell:rm"',
  "The models of the endpoint; what was learned of endpoints, and forgetting it":
    "端点的模型；已了解的端点特性，以及忘掉它",
  "How the model would be driven: family, lanes, thinking, what is left out, and why":
    "将如何驱动模型：系列、通道、思考、省略的内容及原因",
  "Read a recorded reply and print its calls, text, usage or error as JSON":
    "读取已记录的回复，以 JSON 输出其调用、文本、用量或错误",
  "How it is read (default auto): {1}": "读取方式（默认 auto）：{1}",
  "The tools that were offered: an OpenAI tools array": "提供的工具：OpenAI 的 tools 数组",
  "stdin is what the model wrote": "标准输入是模型写的内容",
  "stdin is a recorded event stream": "标准输入是已记录的事件流",
  "stdin is a JSON body": "标准输入是 JSON 正文",
  "HTTP status of the reply (default 200)": "回复的 HTTP 状态（默认 200）",
  "Its headers: a JSON object of names and values": "其标头：名称和值的 JSON 对象",
  "Look whether Skillet can work here: fence, endpoint, programs, settings":
    "检查 Skillet 能否在此工作：隔离、端点、程序、设置",
  "Ask the model for one small call as well; this may cost something":
    "也请求模型做一次小调用；可能产生费用",
  "Settings: what holds, who says so, change it; trust this folder":
    "设置：生效的值、来源和更改；信任此文件夹",
  "trust: the folders that are trusted": "trust：受信任的文件夹",
  "trust: take it back": "trust：撤销",
  "trust: do not ask": "trust：不询问",
  "Print a script that completes command lines; bash: source <(skillet completion bash)":
    "输出补全命令行的脚本；bash：source <(skillet completion bash)",
};
