/** What went wrong and how to mend it: thrown and stored in English, translated when it is shown. */
export const errors = {
  "There is no prompt.": "没有提示内容。",
  'Give one: skillet -p "a simple Flask BBS"; or start skillet on a terminal.':
    '例如：skillet -p "a simple Flask BBS"；或在终端中启动 skillet。',
  "Unknown flag {1}.": "未知参数：{1}",
  "Did you mean {1}?": "是否指 {1}？",
  "skillet --help lists the flags.": "skillet --help 可列出参数。",
  "skillet {1} --help lists the flags.": "skillet {1} --help 可列出参数。",
  "skillet --help lists what there is.": "skillet --help 可列出全部内容。",
  "{1} takes no value.": "{1} 不带值。",
  "{1} needs a value: {2}.": "{1} 需要一个值：{2}。",
  '{1} cannot be "{2}".': "{1} 不能是“{2}”。",
  "It is one of {1}.": "可用的值：{1}。",
  '{1} needs a number, not "{2}".': "{1} 需要数字，而不是“{2}”。",
  "For example {1}.": "例如：{1}",
  "{1} is not available in this version.": "此版本不支持 {1}。",
  'There is no command "{1}".': "没有命令“{1}”。",
  'Did you mean skillet {1}? To send it as a prompt: skillet -p "{2}"':
    '是否指 skillet {1}？如要作为提示发送：skillet -p "{2}"',
  "No model endpoint is set.": "未设置模型接口。",
  "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or give --provider NAME or --base-url URL.":
    "请设置 OPENAI_API_KEY（及 OPENAI_BASE_URL、OPENAI_MODEL），或指定 --provider NAME 或 --base-url URL。",
  "{1}: not used, because this folder is not trusted.": "{1}：此文件夹未被信任，因此不使用。",
  "To use what it brings: skillet config trust": "如要使用其内容：skillet config trust",
  "AGENTS.md is long: the model gets {1} of {2} bytes.":
    "AGENTS.md 较长：模型只收到 {2} 字节中的 {1} 字节。",
  "No model is named.": "未指定模型。",
  "To look around without a model: skillet demo": "无需模型即可体验：skillet demo",
  "Set OPENAI_MODEL, or give -m NAME; skillet models lists what the endpoint has.":
    "请设置 OPENAI_MODEL，或指定 -m NAME；skillet models 可列出接口提供的模型。",
  "The variable {1} holds no key.": "变量 {1} 中没有密钥。",
  "No key for {1}.": "没有 {1} 的密钥。",
  "export {1}=..., or name another variable with --api-key-env; skillet demo needs no key.":
    "请 export {1}=...，或用 --api-key-env 指定其他变量；skillet demo 不需要密钥。",
  'No provider named "{1}".': "没有名为“{1}”的提供方。",
  "Providers: {1}.": "提供方：{1}。",
  "Not a URL: {1}": "不是网址：{1}",
  "The endpoint looks like http://127.0.0.1:8000/v1 or https://host/v1.":
    "接口形如 http://127.0.0.1:8000/v1 或 https://host/v1。",
  "The endpoint's URL must not hold a password.": "接口网址中不能含有密码。",
  "Put the key into a variable and name it with --api-key-env.":
    "请将密钥放入变量，并用 --api-key-env 指定其名称。",
  "The proxy {1} that leads to {2} cannot be reached ({3}).":
    "无法连接通往 {2} 的代理 {1}（{3}）。",
  "Check {1} (http://host:port), or add {2} to NO_PROXY if it is reached without one.":
    "请检查 {1}（http://host:port）；若无需代理即可到达，请将 {2} 加入 NO_PROXY。",
  "The proxy {1} is none for HTTP.": "代理 {1} 不是 HTTP 代理。",
  "Set HTTPS_PROXY to one that is (http://host:port), or add the host of the endpoint to NO_PROXY.":
    "请将 HTTPS_PROXY 设为 HTTP 代理（http://host:port），或将接口主机加入 NO_PROXY。",
  "The endpoint answered {1} without a message.": "接口返回 {1}，没有说明。",
  "The model gave no answer and no call.": "模型既没有回答也没有调用。",
  'The answer was cut off by the output limit of the model; "go on" asks for the rest.':
    '回答因模型的输出上限而中断；输入 "go on"(继续)即可要求余下部分。',
  "No call could be read from this reply; it is taken as the answer.":
    "无法从该回复中读出调用，因此视为回答。",
  "The reply held more than {1} calls: none of them was run, and the model is told to make fewer.":
    "该回复包含超过 {1} 个调用：全部未执行，已要求模型减少调用。",
  "The model made more than {1} calls in one reply, again and again; none of them was run.":
    "模型一再在单个回复中发出超过 {1} 个调用；全部未执行。",
  "Ask for less at a time, or try another model.": "请一次少要求一些，或换用其他模型。",
  "This endpoint does not take {1}; it is left out from now on.":
    "此接口不接受 {1}，此后不再发送。",
  "{1} takes no tools here: choose a text lane (--lane hermes) or another model.":
    "{1} 在此不支持工具：请选择文本通道（--lane hermes）或其他模型。",
  "The conversation is longer than the model's window: start a new one (/clear; in a script, without -c), go on from an earlier turn (/fork), or take a model with a larger window (/model, -m).":
    "对话超出了模型的上下文窗口：请开始新对话（/clear，脚本中不加 -c），从更早的轮次继续（/fork），或换用上下文窗口更大的模型（/model、-m）。",
  "The endpoint wants a pause of {1}: wait that long, or use another key or model (/model, -m).":
    "接入点要求等待 {1}：请等待，或换用其他密钥或模型（/model、-m）。",
  "Too many requests: wait a little, or use another key or model (/model, -m).":
    "请求过多：请稍候，或使用其他密钥或模型（/model、-m）。",
  "The account's quota or balance is used up: top it up, wait for the next period, or choose another endpoint or model (/model, -m, --provider).":
    "账户的配额或余额已用完：请充值、等待下一周期，或选择其他接口或模型（/model、-m、--provider）。",
  "{1} does not accept the key: check that it is the key for this endpoint and that it may use {2}.":
    "{1} 不接受该密钥：请确认它属于此接口且可使用 {2}。",
  "{1} wants a key: set it and name its variable with --api-key-env.":
    "{1} 需要密钥：请设置，并用 --api-key-env 指定其变量。",
  "{1} has no model {2}: skillet models lists what it has.":
    "{1} 没有模型 {2}：skillet models 可列出可用模型。",
  "{1} has no /chat/completions: check the base URL.":
    "{1} 没有 /chat/completions：请检查基础网址。",
  "The base URL {1} may lack /v1: try {2}/v1.": "基础网址 {1} 可能缺少 /v1：请尝试 {2}/v1。",
  "The endpoint refuses the form of the conversation; start a new session if it goes on.":
    "接口拒绝此对话的形式；如持续出现，请开始新的会话。",
  "The endpoint's content filter stopped the reply: word the request differently.":
    "接口的内容过滤器中止了回复：请换一种说法。",
  "This model answers only in streams: leave --no-stream out, or switch thinking off.":
    "该模型只以流式回答：请去掉 --no-stream，或关闭思考。",
  "The endpoint has a problem of its own: try again later.": "接口自身出现问题：请稍后重试。",
  "The reply is longer than 64 MB.": "回复超过 64 MB。",
  "The reply is longer than 8 million characters.": "回复超过 800 万个字符。",
  "The endpoint broke the reply off: try again.": "接口中断了回复：请重试。",
  "The connection ended in the middle of the reply: try again.": "回复中途连接断开：请重试。",
  "{1} answered with a web page: check the base URL, a proxy or a login page may stand in between.":
    "{1} 返回了网页：请检查基础网址，中间可能有代理或登录页。",
  "The model said nothing: try again, or choose another model.":
    "模型没有回答：请重试，或选择其他模型。",
  "Nothing answers at {1}: check the address and that the server runs.":
    "{1} 没有响应：请检查地址以及服务器是否运行。",
  "The endpoint took too long: try again, or choose a faster model.":
    "接口响应太慢：请重试，或选择更快的模型。",
  "The endpoint refuses the request as it is.": "接口拒绝该请求。",
  "Nothing listens at {1}.": "{1} 没有服务器监听。",
  "There is no host named {1}.": "没有名为 {1} 的主机。",
  "The name {1} cannot be looked up now.": "目前无法解析名称 {1}。",
  "There is no way to {1} from here.": "此处无法到达 {1}。",
  "The certificate of {1} is not trusted ({2}).": "{1} 的证书不受信任（{2}）。",
  "The connection to {1} broke ({2}).": "与 {1} 的连接中断（{2}）。",
  "No connection to {1} within {2} s.": "{2} 秒内无法连接 {1}。",
  "Trying again in {1} (attempt {2} of {3}).": "{1} 后重试（第 {2} 次，共 {3} 次）。",
  "Not told in this turn: {1}.": "本轮未提供的工具：{1}。",
  "The output directory's parent does not exist: {1}": "输出目录的上级不存在：{1}",
  "Make it, or choose another with --out DIR.": "请创建，或用 --out DIR 选择其他目录。",
  "Choose another with --out DIR.": "请用 --out DIR 选择其他目录。",
  "Choose a folder with --out DIR.": "请用 --out DIR 选择一个目录。",
  "The folder {1} cannot be opened: {2}": "无法打开文件夹 {1}：{2}",
  "The folder that this was started in is gone.": "启动时所在的文件夹已不存在。",
  "Go to a folder that is there.": "请转到存在的文件夹。",
  "The output directory cannot be opened: {1}": "无法打开输出目录：{1}",
  "Cannot make the output directory: {1}": "无法创建输出目录：{1}",
  "The output directory is a file: {1}": "输出目录是一个文件：{1}",
  "The output directory is not writable: {1}": "输出目录不可写：{1}",
  "Mend its permissions, or choose another with --out DIR.":
    "请修正权限，或用 --out DIR 选择其他目录。",
  "The output directory cannot be the root of the disk.": "输出目录不能是磁盘的根目录。",
  "The output directory cannot be {1}, which is or holds {2}.":
    "输出目录不能是 {1}：它就是 {2}，或者包含它。",
  "The output directory cannot be {1}, which lies in {2}.": "输出目录不能是 {1}：它位于 {2} 之内。",
  "The output directory cannot be {1}, which belongs to version control or settings.":
    "输出目录不能是 {1}：它属于版本控制或设置。",
  "The output directory cannot be {1}, which belongs to the system.":
    "输出目录不能是 {1}：它属于系统。",
  "The output directory cannot be {1}, where keys lie or what starts by itself.":
    "输出目录不能是 {1}：那里存放密钥，或会自行启动的内容。",
  "Everything in it may be changed by the model; choose a folder of its own with --out DIR.":
    "其中的一切都可能被模型更改；请用 --out DIR 选择专用目录。",
  "Another session is changing {1}, in {2}.": "另一个会话正在修改 {1}（{2~}）。",
  "Another session is changing {1}, in {2}; it lies in {3}.":
    "另一个会话正在修改 {1}（{2~}），它位于 {3} 中。",
  "Another session is changing {1}, in {2}; {3} lies in it.":
    "另一个会话正在修改 {1}（{2~}），{3} 位于其中。",
  "Close it there, or choose another folder with --out DIR.":
    "请在那里关闭它，或用 --out DIR 选择另一个文件夹。",
  "A link on the way to {1} leads out of the output directory.":
    "通往 {1} 的途中有一个链接指向输出目录之外。",
  "Name a file elsewhere.": "请指定其他位置的文件。",
  "The fence needs {1}, which is not installed.": "隔离需要 {1}，但尚未安装。",
  "The fence cannot start: {1}": "无法启动隔离：{1}",
  "The session's network cannot be entered: {1}": "无法进入会话的网络：{1}",
  "See what is missing: skillet doctor": "查看缺少什么：skillet doctor",
  "The fence has ended; no command can run any more.": "隔离已结束，无法再运行命令。",
  "Start Skillet again with -c to continue this session.":
    "请用 -c 重新启动 Skillet 以继续本会话。",
  "--sandbox none needs a terminal and an approval for every command.":
    "--sandbox none 需要终端，且每条命令都要批准。",
  "{1}: not used, because this folder is not trusted. To use what it brings: skillet config trust":
    "{1}：此文件夹不受信任，因此未使用。如要使用：skillet config trust",
  "This folder has no session to continue.": "此文件夹没有可继续的会话。",
  "Start one: skillet; or see all of them: skillet sessions list --all":
    "开始新会话：skillet；查看全部：skillet sessions list --all",
  'There is no session "{1}".': "没有会话“{1}”。",
  "See them all: skillet sessions list --all": "查看全部：skillet sessions list --all",
  "The output could not be written: {1}.": "无法写入输出：{1~}。",
  "What was done stands in the session: skillet -c": "已完成的内容保存在会话中：skillet -c",
  "Open {1} in your browser; the app stays inside the sandbox, and the door closes with the session.":
    "请在浏览器中打开 {1}；应用留在沙箱内，会话结束时关闭。",
  "/{1} is a command of the conversation; a job has none.":
    "/{1} 是对话中的命令；单次任务中不可用。",
  "Type it after skillet -c.": "请在 skillet -c 之后输入。",
  "In a script: {1}.": "脚本中使用：{1}。",
  'The skill "{1}" of this folder is not trusted.': "此文件夹的技能“{1}”未受信任。",
  "Start skillet here to look at it, or add --trust-project-skills.":
    "请在此启动 skillet 查看，或加上 --trust-project-skills。",
  '"/{1}" is no skill, so it is sent as text.': "没有技能“/{1}”，因此作为文本发送。",
  "This terminal has no clipboard (TERM=dumb).": "此终端没有剪贴板（TERM=dumb）。",
};
