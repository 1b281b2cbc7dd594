/** Why something is asked, allowed or not run: stored in English, translated when it is shown. */
export const reasons = {
  "{1} needs an approval and nobody is there to give it.": "{1} 需要批准，但没有人可以批准。",
  "Allowed by: {1}.": "允许它：{1}。",
  "It changes nothing.": "不做任何更改。",
  "Rules allow the hosts.": "规则允许这些主机。",
  "A search could look into what is denied: {1}.": "搜索可能涉及被拒绝的内容：{1}。",
  "The file may hold keys.": "该文件可能含有密钥。",
  "Reading is allowed.": "允许读取。",
  "it is no plain host name": "不是普通的主机名",
  "it is an address and no name": "这是地址而不是名称",
  "it is a name of this machine or of its own network": "这是本机或其内部网络的名称",
  "The path leads out of the output directory.": "路径指向输出目录之外。",
  "What is written there can run later, outside the fence.":
    "写在那里的内容以后可能在隔离之外运行。",
  "It can start by itself, outside the fence, when a shell opens or enters a folder.":
    "打开 shell 或进入文件夹时，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, when packages are installed or built.":
    "安装或构建软件包时，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, when the folder is opened in an editor.":
    "用编辑器打开该文件夹时，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, when another agent works in the folder.":
    "另一个代理在该文件夹中工作时，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, with a git command.":
    "执行 git 命令时，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, where it is pushed to.":
    "推送到的地方，它可能在隔离之外自行运行。",
  "It can start by itself, outside the fence, with every Python program.":
    "它可能随任何 Python 程序在隔离之外自行运行。",
  "It can start by itself, outside the fence, with every run of pytest.":
    "每次运行 pytest 时，它可能在隔离之外自行运行。",
  "Mode ask: writes are asked.": "ask 模式：写入需询问。",
  "Mode yolo.": "yolo 模式。",
  "There is no fence, so nothing goes through unasked.": "没有隔离，因此一切都要询问。",
  "It replaces a file that the model has not read.": "它会替换模型未读过的文件。",
  "Mode auto-edit: writes inside the output directory go through.":
    "auto-edit 模式：输出目录内的写入无需询问。",
  "Unconfined: every command is asked.": "不受隔离：每条命令都要询问。",
  "Unconfined commands need a person at the terminal.": "不受隔离的命令需要有人在终端前批准。",
  "It runs in {1}; rules with a pattern are for the output directory itself.":
    "它在 {1} 中运行；带模式的规则只适用于输出目录本身。",
  "No command is run.": "不运行命令。",
  "It wants to reach {1}.": "它要连接 {1}。",
  "The tool of another server acts outside the fence.": "其他服务器的工具在隔离之外运行。",
  "A rule asks.": "规则要求询问。",
  "A rule allows it.": "规则允许。",
  "A rule denies it: {1}.": "规则拒绝：{1}。",
  "A rule allows this very line.": "有规则允许这一整行。",
  "Rules allow every part.": "规则允许每个部分。",
  "The mode allows it.": "模式允许。",
  'No rule allows "{1}".': "没有规则允许“{1}”。",
  '"{1}" could become what is {2}: {3}.': "“{1}”可能属于 {3}（{2}）。",
  '"{1}" {2}, so only a question can allow it.': "“{1}”：{2~}，因此只能通过询问来允许。",
  "the user said no.": "你拒绝了。",
  "the user left this one out.": "你将其排除。",
  "the user stopped the turn.": "你停止了本轮。",
  "The skill {1} asks to have tools approved in advance.": "技能 {1} 请求预先批准工具。",
  "Stopped by the user.": "已由你停止。",
};
