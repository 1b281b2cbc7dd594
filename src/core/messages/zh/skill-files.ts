/** What is wrong with a skill's file, a folder of skills or an archive: stored in English, translated when it is shown. */
export const skillFiles = {
  "{1} is not used for skills: it lies in the output directory, where the model could write them.":
    "{1} 不用于技能：它位于输出目录中，模型可以写入。",
  "skills of this folder are skipped, nobody has approved them: {1}.":
    "跳过此文件夹的技能，尚无人批准：{1}。",
  "--trust-project-skills uses them in this run; a session at a terminal asks.":
    "--trust-project-skills 可在此次运行中使用；终端会话会询问。",
  "--skill {1}: there is no such file or folder.": "--skill {1}：没有这样的文件或文件夹。",
  "It lies in the output directory, where the model could write it.":
    "它位于输出目录中，模型可以写入。",
  'The skill "{1}" is not used: {2} ({3}) has the same name and comes first.':
    "技能“{1}”不使用：{2}（{3}）同名且优先。",
  'Skipped: the {1} skill "{2}" is not trusted.': "跳过：{1} 的技能“{2}”未受信任。",
  "Cannot be read: {1}": "无法读取：{1}",
  "Not JSON: {1}": "不是 JSON：{1}",
  "Not a plain file.": "不是普通文件。",
  "The file has {1} bytes; at most {2} are read.": "文件有 {1} 字节；最多读取 {2} 字节。",
  "The file has {1} bytes; a skill file has at most {2}.":
    "文件有 {1} 字节；技能文件最多 {2} 字节。",
  "The file is UTF-16; save it as UTF-8.": "文件是 UTF-16；请存为 UTF-8。",
  "Binary file: U+0000 at byte {1} ({2} in all).":
    "二进制文件：第 {1} 字节处有 U+0000（共 {2} 个）。",
  "Not UTF-8: {1}, the first at byte {2}; save the file as UTF-8.":
    "不是 UTF-8：第一处在第 {2} 字节（{1!}）；请存为 UTF-8。",
  "1 invalid sequence": "1 处",
  "{1} invalid sequences": "{1} 处",
  "1 hidden character ({1})": "1 个不可见字符（{1}）",
  "{1} hidden characters ({2})": "{1} 个不可见字符（{2}）",
  "The file is empty.": "文件为空。",
  "The text has {1}; they are taken out.": "正文中有{1!}；将被去除。",
  "The skill has no text besides its front matter.": "除 front matter 外没有正文。",
  "No front matter: name and description are inferred from the folder and the text.":
    "没有 front matter：name 和 description 由文件夹和正文推断。",
  "A link to a file elsewhere that does not say it is a skill: no description in front matter.":
    "指向别处文件的链接，且未说明它是技能：front matter 中没有 description。",
  "The front matter is larger than {1} bytes.": "front matter 超过 {1} 字节。",
  "More than {1} blank lines in a row in the front matter.": "front matter 中连续空行超过 {1} 行。",
  "Text before the opening `---` is ignored.": "开头 `---` 之前的文字被忽略。",
  "The front matter stands inside a code fence.": "front matter 位于代码块中。",
  'The opening fence names the language "{1}"; front matter is YAML after a bare `---`.':
    "开头行写了语言“{1}”；front matter 是单独一行 `---` 之后的 YAML。",
  "The opening `---` is missing.": "缺少开头的 `---`。",
  "The opening fence has too many dashes.": "开头行的连字符过多。",
  "The closing fence is not `---`.": "结尾行不是 `---`。",
  "The closing `---` is missing before the heading.": "标题前缺少结尾的 `---`。",
  "The front matter is never closed: a line `---` is missing.":
    "front matter 没有结束：缺少一行 `---`。",
  "The search stopped after {1} folders and {2} entries; what lies further is not loaded.":
    "搜索在 {1} 个文件夹、{2} 个条目后停止；其余不加载。",
  "The link leads nowhere.": "链接没有目标。",
  "The link leaves the skill's folder; it is skipped.": "链接指向技能文件夹之外；已跳过。",
  "The file has a setuid or setgid bit; no copy of it keeps that.":
    "文件带有 setuid 或 setgid 位；副本不会保留。",
  "Its name has {1}; the model is not told of it.": "其名称含有{1!}；不会告诉模型。",
  "Not all files beside the skill can be listed: {1}": "无法列出技能附带的所有文件：{1~}",
  "Folders nested more than {1} deep.": "文件夹嵌套超过 {1} 层。",
  "More than {1} files and folders.": "文件和文件夹超过 {1} 个。",
  "checks.json must be a list of objects.": "checks.json 必须是对象列表。",
  'An evaluation needs a "prompt".': "评估需要“prompt”。",
  'An evaluation needs a "skill": a name, or null for none.':
    "评估需要“skill”：名称，或以 null 表示无。",
  "Only YAML front matter is read.": "只读取 YAML 的 front matter。",
  "`{1}` uses {2}, which front matter of a skill may not.":
    "`{1}` 使用了{2!}，技能的 front matter 不允许。",
  "a YAML tag": "YAML 标签",
  "a YAML anchor": "YAML 锚点",
  "a YAML alias": "YAML 别名",
  "brackets nested more than {1} deep": "超过 {1} 层的括号",
  "The front matter uses a YAML merge key.": "front matter 使用了 YAML 合并键。",
  "Lists nested too deep.": "列表嵌套过深。",
  "The front matter is nested too deep.": "front matter 嵌套过深。",
  "Not plain YAML: {1}.": "不是普通的 YAML：{1}。",
  "The front matter uses YAML aliases.": "front matter 使用了 YAML 别名。",
  "The front matter uses the reserved key `{1}`.": "front matter 使用了保留键 `{1}`。",
  "A line starts with `---`": "有以 `---` 开头的行",
  "A tab cannot indent a field": "字段不能用制表符缩进",
  "Text follows a quoted value": "带引号的值之后还有文字",
  "The front matter must be a YAML mapping": "front matter 必须是 YAML 映射",
  "the description has no indented text": "description 没有缩进的文字",
  "Invalid YAML: {1}; read line by line.": "YAML 无效：{1~}；逐行读取。",
  "Invalid YAML, and more than {1} fields to repair.": "YAML 无效，且需修复的字段超过 {1} 个。",
  'Not a field: "{1}" is ignored.': "不是字段：“{1}”被忽略。",
  "Tabs cannot indent YAML; they are read as two spaces.":
    "YAML 不能用制表符缩进；按两个空格读取。",
  "`{1}`: {2}; read as text.": "`{1}`：{2~}；按文本读取。",
  "text on the line of a block mark": "块标记所在行有文字",
  "a block whose lines are not indented alike": "块的缩进不一致",
  "quotes inside a quoted value": "带引号的值中有引号",
  "brackets that YAML cannot read": "YAML 无法读取的括号",
  "a value cannot start with `{1}` unless quoted": "不加引号的值不能以 `{1}` 开头",
  "a colon followed by a space in a value that is not quoted": "不加引号的值中有冒号加空格",
  "a value that YAML cannot read": "YAML 无法读取的值",
  "`{1}`: a list that YAML cannot read; its items are taken as text.":
    "`{1}`：YAML 无法读取的列表；各项按文本处理。",
  "Duplicate field `{1}`, with another value; remove one.": "字段 `{1}` 重复且值不同；请删除一个。",
  "Duplicate field `{1}`; the first one counts.": "字段 `{1}` 重复；以第一个为准。",
  "`{1}` is not written as a field: it starts its line, with a colon and a space behind it.":
    "`{1}` 没有写成字段：它应位于行首，后接冒号和空格。",
  "`{1}` has run into the line of `{2}`.": "`{1}` 与 `{2}` 写在了同一行。",
  "Missing required field in front matter: name.": "front matter 缺少必需字段：name。",
  "Missing required field in front matter: description.":
    "front matter 缺少必需字段：description。",
  "Missing required field: name; the folder's name is used.":
    "缺少必需字段：name；使用文件夹名称。",
  "Missing required field: description; inferred from the body.":
    "缺少必需字段：description；由正文推断。",
  "Missing required file: SKILL.md": "缺少必需文件：SKILL.md",
  "The path does not exist: {1}": "路径不存在：{1}",
  "Not a directory, and no Markdown file either.": "既不是文件夹，也不是 Markdown 文件。",
  "The name has {1}.": "name 含有{1!}。",
  'The name "{1}" is a path.': "name“{1}”是路径。",
  "The name has characters that a name may not have; they are read as hyphens.":
    "name 含有不允许的字符；按连字符读取。",
  'Directory name "{1}" must match skill name "{2}"; it loads as "{3}".':
    "文件夹名“{1}”应与技能名“{2}”一致；以“{3}”加载。",
  "The name exceeds the {1} character limit.": "name 超过 {1} 字符的上限。",
  "The name must be lowercase.": "name 必须为小写。",
  "The name cannot start or end with a hyphen.": "name 不能以连字符开头或结尾。",
  "The name cannot contain consecutive hyphens.": "name 不能含有连续的连字符。",
  "The name has invalid characters; letters, digits and hyphens are allowed.":
    "name 含有无效字符；允许字母、数字和连字符。",
  "The description has {1}; they are taken out.": "description 中有{1!}；将被去除。",
  "The description has {1} characters; the limit is {2}, and beyond {3} it is not read.":
    "description 有 {1} 个字符；上限为 {2}，超过 {3} 则不读取。",
  "The description exceeds the {1} character limit ({2}); the catalogue cuts it.":
    "description 超过 {1} 字符的上限（{2}）；目录中会截断。",
  "`{1}` is ignored: a skill cannot grant, configure or run anything by itself.":
    "忽略 `{1}`：技能不能自行授权、配置或运行任何东西。",
  "The field `{1}` is ignored.": "忽略字段 `{1}`。",
  "compatibility exceeds the {1} character limit ({2}).":
    "compatibility 超过 {1} 字符的上限（{2}）。",
  "Unexpected fields in front matter: {1}.": "front matter 中有规范之外的字段：{1}。",
  "Only {1} are specified.": "规范中只有 {1}。",
  "`{1}` uses flow style (brackets), which the specification's parser refuses.":
    "`{1}` 使用了括号写法，规范的解析器会拒绝。",
  "It changes while it is read.": "读取期间发生了变化。",
  'The skill "{1}" has changed since it was approved; the user has to approve it again.':
    "技能“{1}”自批准后已更改；需要重新批准。",
  "{1} is refused: {2}": "拒绝 {1}：{2~}",
  'A skill "{1}" is installed already in {2}.': "技能“{1}”已安装在 {2}。",
  "Update it, or remove it first.": "请更新它，或先删除。",
  "{1} changed while it was being copied; look at it again.":
    "{1} 在复制时发生了变化；请重新查看。",
  "{1} is installed already; skillet skills update {2} brings it up to date.":
    "{1} 已安装；skillet skills update {2} 可将其更新。",
  "A skill needs a name.": "技能需要名称。",
  "The description exceeds {1} characters ({2}).": "描述超过 {1} 个字符（{2}）。",
  "{1} is there already.": "{1} 已存在。",
  "Take another name, or change that one.": "请换个名称，或修改现有的。",
  "{1} does not lie in {2}.": "{1} 不在 {2} 中。",
  "Only skills directly in a skills folder can be removed.": "只能删除直接位于技能文件夹中的技能。",
  "There is no {1}.": "没有 {1}。",
  "{1} is no skill.": "{1} 不是技能。",
  "There is no skill in {1}.": "{1} 中没有技能。",
  "A skill is a folder with a SKILL.md, or a Markdown file with front matter.":
    "技能是含有 SKILL.md 的文件夹，或带 front matter 的 Markdown 文件。",
  "{1} cannot be looked through: {2}": "无法查看 {1} 的内容：{2~}",
  "A link that leaves the skill; it is not copied.": "指向技能之外的链接；不会复制。",
  "A setuid or setgid bit; the copy does not have it.": "带有 setuid 或 setgid 位；副本没有。",
  "The file's name has {1}.": "文件名含有{1!}。",
  "The file has {1}.": "文件含有{1!}。",
  "{1} does not say where it came from.": "{1} 没有记录来源。",
  "Only installed skills can be updated; remove it and install it anew.":
    "只有已安装的技能才能更新；请删除后重新安装。",
  "{1} is damaged.": "{1} 已损坏。",
  "Remove the skill and install it anew.": "请删除该技能后重新安装。",
  "cloning {1}": "正在克隆 {1}",
  "Nothing was unpacked.": "没有解包任何内容。",
  "If you trust it, unpack it yourself and install the folder.":
    "如果您信任它，请自行解包并安装该文件夹。",
  "{1}: a link; it is left out.": "{1}：链接；已略去。",
  "{1}: a setuid or setgid bit; the copy does not have it.":
    "{1}：带有 setuid 或 setgid 位；副本没有。",
  "{1} archives are not read; unpack it and install the folder.":
    "不读取 {1} 归档；请解包后安装文件夹。",
  "It is no zip, tar or tar.gz file.": "不是 zip、tar 或 tar.gz 文件。",
  "The gzip file is damaged.": "gzip 文件已损坏。",
  "The zip file is refused as damaged: {1}.": "zip 文件因损坏被拒绝：{1~}。",
  "The tar file is refused as damaged: {1}.": "tar 文件因损坏被拒绝：{1~}。",
  "The archive is refused: {1} is a device or a pipe.": "拒绝该归档：{1} 是设备或管道。",
  "The archive is refused: {1} is a file and a folder in it.":
    "拒绝该归档：{1} 在其中既是文件又是文件夹。",
  "The archive is refused: it has more than {1} entries.": "拒绝该归档：条目超过 {1} 个。",
  "The archive is refused: unpacked it would have more than {1} bytes.":
    "拒绝该归档：解包后会超过 {1} 字节。",
  "The archive is refused: {1} is encrypted.": "拒绝该归档：{1} 已加密。",
  "The archive is refused: a name in it is not UTF-8; pack it anew with UTF-8 names.":
    "拒绝该归档：其中有名称不是 UTF-8；请以 UTF-8 名称重新打包。",
  "The archive is refused: the name {1} {2}.": "拒绝该归档：名称 {1} {2~}。",
  "is absolute": "是绝对路径",
  "holds control characters": "含有控制字符",
  "holds a backslash": "含有反斜杠",
  "leads out of the archive": "指向归档之外",
  "is nested more than {1} deep": "嵌套超过 {1} 层",
  "is too long": "过长",
  "it is cut off": "不完整",
};
