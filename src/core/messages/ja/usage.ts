/** Errors of commands and flags, with what to do about them: written in English, translated when they are shown. */
export const usage = {
  '"{1}" cannot be reached safely.': "「{1}」には安全に接続できません。",
  '"{1}" is no branch or tag.': "「{1}」というブランチやタグはありません。",
  '"{1}" is no checkpoint, and no file that this session changed.':
    "「{1}」はチェックポイントでも、このセッションが変更したファイルでもありません。",
  '"{1}" is no file of that checkpoint.': "「{1}」はそのチェックポイントのファイルではありません。",
  '"{1}" is no mode.': "「{1}」というモードはありません。",
  '"{1}" lies in {2}.': "「{1}」は {2} にあります。",
  "--args is no JSON.": "--args が JSON ではありません。",
  "--continue and --resume do not go together.": "--continue と --resume は同時に使えません。",
  "--continue takes the last session of this folder, --resume the one that is named.":
    "--continue はこのフォルダーの最後のセッション、--resume は指定したセッションを続けます。",
  "--fork-session needs a session to copy.":
    "--fork-session には、コピーするセッションが必要です。",
  "--headers holds no JSON object of names and values.":
    "--headers の中身が、名前と値の JSON オブジェクトではありません。",
  "--json-schema is for one job.": "--json-schema は 1 回の実行(-p)で使います。",
  "--record and --replay do not go together.": "--record と --replay は同時に使えません。",
  "--resume without a session needs a terminal to choose it on.":
    "--resume でセッションを選ぶには端末が必要です。",
  "--tools holds no list of tools.": "--tools の中身がツールの一覧ではありません。",
  '/approvals does not know "{1}".': "/approvals に「{1}」という指定はありません。",
  "/checkpoints lists both.": "/checkpoints で両方の一覧を表示します。",
  "A cassette holds the traffic of one endpoint; the model stays.":
    "カセットは 1 つのエンドポイントの通信を記録したものなので、モデルは変更できません。",
  "A folder, a SKILL.md, a zip or tar file, or https://HOST/REPOSITORY; then names, to take only those.":
    "フォルダー、SKILL.md、zip または tar ファイル、あるいは https://HOST/REPOSITORY。続けて名前を書くと、それだけを取り込みます。",
  'A name of several words goes between quotes: "{1}"':
    '複数の語からなる名前は引用符で囲んでください: "{1}"',
  "A replayed session has no traffic of its own.":
    "再現したセッションには、それ自身の通信がありません。",
  'A rule is TOOL or TOOL:PATTERN, for example "shell:npm install" or "write_file:docs/".':
    'ルールは TOOL または TOOL:PATTERN です。例: "shell:npm install"、"write_file:docs/"',
  'Another one: --sandbox-image NAME, or "sandboxImage" in the user settings.':
    '別のイメージ: --sandbox-image NAME、またはユーザー設定の "sandboxImage"。',
  "Cannot make the folder for sessions: {1}": "セッション用のフォルダーを作成できません: {1}",
  "Cannot make {1}: {2}": "{1} を作成できません: {2}",
  "Cannot open the folder: {1}": "フォルダーを開けません: {1}",
  "Cannot write {1}: {2}": "{1} に書き込めません: {2}",
  "Choose a new folder with --out DIR, or say -y to go on in this one.":
    "--out DIR で新しいフォルダーを選ぶか、-y でこのフォルダーのまま続けてください。",
  "Clone it yourself and install the folder.":
    "ご自身でクローンし、そのフォルダーをインストールしてください。",
  "Convert it first, for example with iconv -f SHIFT_JIS -t UTF-8.":
    "先に変換してください。例: iconv -f SHIFT_JIS -t UTF-8",
  "Download it yourself and install the file.":
    "ご自身でダウンロードし、そのファイルをインストールしてください。",
  'Each is {"type": "function", "function": {"name": "..."}}.':
    '各要素は {"type": "function", "function": {"name": "..."}} です。',
  "Fetch it: {1} pull {2}.": "取得するには: {1} pull {2}",
  "For example: skillet decode --sse < recording.txt": "例: skillet decode --sse < recording.txt",
  "For example: skillet decode --text < reply.txt": "例: skillet decode --text < reply.txt",
  'For example: skillet permissions add "allow shell:npm test"':
    '例: skillet permissions add "allow shell:npm test"',
  'For example: skillet permissions test "npm install express"':
    '例: skillet permissions test "npm install express"',
  "Free some space, or mend the permissions of Skillet's state folder.":
    "空き容量を作るか、Skillet の状態フォルダーの権限を直してください。",
  "Give its arguments by --args.": "引数は --args で指定してください。",
  "Give one of them, or none: then it is told by its look.":
    "どれか 1 つを指定するか、省略してください。省略すると内容から判断します。",
  "Give some: skillet verify --checks checks.json":
    "検証を指定してください: skillet verify --checks checks.json",
  "Give the command in one of both.": "コマンドはどちらか一方で指定してください。",
  "Give the prompt with -p.": "依頼は -p で指定してください。",
  'Give the prompt with -p: skillet -p "..." --json-schema FILE':
    '依頼は -p で指定してください: skillet -p "..." --json-schema FILE',
  "If it is yours, go to that folder first, or say --out DIR.":
    "ご自身のものなら、先にそのフォルダーへ移動するか、--out DIR を指定してください。",
  "If you trust it: --trust-project-skills": "信頼する場合: --trust-project-skills",
  "Install Docker, or use --sandbox podman.":
    "Docker をインストールするか、--sandbox podman を使ってください。",
  "Install one of them by its own folder.":
    "どちらか一方を、そのフォルダーを指定してインストールしてください。",
  "It begins with {1}, then the text.": "{1} で始め、続けて内容を書きます。",
  "It can list, add RULE, rm RULE and test COMMAND.":
    "使えるのは list、add RULE、rm RULE、test COMMAND です。",
  "It can list, show what was learned, and forget it.":
    "一覧、学習内容の表示(learned)、消去(forget)ができます。",
  "It can {1}.": "使えるもの: {1}",
  "It can {1}; for example: source <(skillet completion bash)":
    "使えるもの: {1}。例: source <(skillet completion bash)",
  "It has {1}.": "あるもの: {1}",
  "It holds a JSON object of names and values.": "中身は、名前と値の JSON オブジェクトです。",
  "It holds an OpenAI tools array.": "中身は、OpenAI の tools 配列です。",
  "It is a part of macOS (/usr/bin/sandbox-exec). --sandbox podman and --sandbox docker do without it.":
    "macOS に付属しています(/usr/bin/sandbox-exec)。--sandbox podman と --sandbox docker では不要です。",
  'It looks like [{"type": "function", "function": {"name": "...", "parameters": {...}}}].':
    '形は [{"type": "function", "function": {"name": "...", "parameters": {...}}}] です。',
  "It takes revoke N, revoke all, or mode ask, auto-edit or plan.":
    "指定できるのは revoke N、revoke all、mode ask・auto-edit・plan です。",
  "It takes {1}.": "指定できるもの: {1}",
  "Keep the debug log elsewhere: --debug /tmp/skillet-debug.log":
    "デバッグログは別の場所に置いてください: --debug /tmp/skillet-debug.log",
  "Landlock needs Linux 6.2 or later with it switched on (lsm=landlock). --sandbox none runs without a fence.":
    "Landlock には、これを有効にした(lsm=landlock)Linux 6.2 以降が必要です。--sandbox none では隔離なしで実行します。",
  "Leave --thinking out, or set --thinking off.":
    "--thinking を省くか、--thinking off にしてください。",
  "Leave it out (the fence is used), or start skillet on a terminal without yolo.":
    "省く(隔離を使う)か、端末で yolo なしに起動してください。",
  "Leave out --record and --replay to change it.":
    "変更するには --record と --replay を外してください。",
  "Line {1} is no entry of a plan.": "{1} 行目は計画の項目ではありません。",
  "Look at them and give -y.": "内容を確かめてから -y を付けてください。",
  "Name a file in a folder that is there: --debug /tmp/skillet-debug.log":
    "既にあるフォルダー内のファイルを指定してください: --debug /tmp/skillet-debug.log",
  "Name a file in a folder you may write to.": "書き込めるフォルダーのファイルを指定してください。",
  "Name a file that ends in .md, .html or .json.":
    ".md、.html、.json のいずれかで終わるファイルを指定してください。",
  "Name a new file for --debug.": "--debug には新しいファイルを指定してください。",
  "Name a new file for --record, or remove it first.":
    "--record には新しいファイルを指定するか、先に削除してください。",
  "Name another file, or overwrite it: -y":
    "別のファイルを指定するか、-y を付けて上書きしてください。",
  "Name another file.": "別のファイルを指定してください。",
  "Name it as skillet undo --dry-run does.":
    "skillet undo --dry-run の表示どおりに指定してください。",
  "Name one: skillet sessions list shows them; skillet -c takes the last of this folder.":
    "指定してください: skillet sessions list で一覧、skillet -c でこのフォルダーの最後のもの。",
  "Name the output directory: skillet verify DIR":
    "出力ディレクトリを指定してください: skillet verify DIR",
  "No grant {1}.": "許可 {1} はありません。",
  'No lane named "{1}".': "「{1}」というレーンはありません。",
  'No lane or form named "{1}".': "「{1}」というレーンや形式はありません。",
  "No page ends in {1}; nothing was written.":
    "{1} で終わる形式はありません。何も書き込んでいません。",
  "No port of this machine is free to forward to the sandbox.":
    "サンドボックスへ転送できる空きポートがこのマシンにありません。",
  "No session of this folder has saved checks{1}.":
    "このフォルダーには、検証を保存したセッションがありません{1}。",
  'Not a rule: "{1}".': "ルールではありません: 「{1}」",
  "Not the address of a proxy: {1}": "プロキシのアドレスではありません: {1}",
  "Not the name of an image: {1}": "イメージの名前ではありません: {1}",
  "Nothing was learned of {1}.": "{1} について学習した内容はありません。",
  "Only https:// and places on this machine are read.":
    "読み込むのは https:// とこのマシン上の場所だけです。",
  'Per million tokens, in {1}: "endpoints": { "NAME": {2} }; or leave {3} out.':
    '100 万トークンあたりの価格を {1} に: "endpoints": { "NAME": {2} }。または {3} を省いてください。',
  "Put it back where it was to undo something in it.":
    "その中の変更を取り消すには、元の場所に戻してください。",
  "Put it into a file that can be read (-o DIR or --add-dir DIR) and name that in the prompt.":
    "読み取れる場所(-o DIR または --add-dir DIR)のファイルに入れ、依頼でその名前を挙げてください。",
  'Quote the command as one word: skillet permissions test "ls -o"':
    'コマンド全体を引用符で囲んでください: skillet permissions test "ls -o"',
  "Redirect a file: skillet -p - < spec.md":
    "ファイルをリダイレクトしてください: skillet -p - < spec.md",
  "Remove the link; or, if it is yours, say --out {1}.":
    "リンクを削除するか、ご自身のものなら --out {1} を指定してください。",
  "Rename the folder, or use another --sandbox.":
    "フォルダーの名前を変えるか、別の --sandbox を使ってください。",
  "Replace the link by what it leads to, or use another --sandbox.":
    "リンクを実体に置き換えるか、別の --sandbox を使ってください。",
  "See it: skillet skills list": "一覧: skillet skills list",
  "See the rules: skillet permissions list": "ルールの一覧: skillet permissions list",
  "See them: skillet permissions list": "一覧: skillet permissions list",
  "See them: skillet sessions list": "一覧: skillet sessions list",
  "See them: skillet skills list": "一覧: skillet skills list",
  "See them: skillet undo --list": "一覧: skillet undo --list",
  "See what was: skillet models learned": "学習内容の一覧: skillet models learned",
  "Session {1} is open in process {2}.": "セッション {1} はプロセス {2} で開かれています。",
  "Set SKILLET_STATE_DIR (or HOME) to a folder you may write to.":
    "SKILLET_STATE_DIR(または HOME)に、書き込めるフォルダーを設定してください。",
  "Set {1} to http://host:port, or unset it.":
    "{1} を http://host:port にするか、設定を外してください。",
  "Several calls are written as one; only one is judged at a time.":
    "複数の呼び出しが 1 つに書かれています。一度に判定できるのは 1 つだけです。",
  "Stopped: {1}": "停止しました: {1}",
  "Stopped; nothing is scored.": "停止しました。採点は行っていません。",
  "The URL must not hold a name or a password.": "URL に名前やパスワードを含めることはできません。",
  "The answer is too long for the terminal's clipboard ({1}).":
    "回答が端末のクリップボードには長すぎます({1})。",
  "The checks may not run: {1}": "検証を実行できません: {1}",
  "The checks need an approval and nobody is there to give it.":
    "検証には承認が必要ですが、承認する人がいません。",
  "The fence could not start the command: {1}": "隔離環境でコマンドを開始できませんでした: {1}",
  "The fence knows no system calls of this processor ({1}).":
    "このプロセッサー({1})のシステムコールには対応していません。",
  "The fence {1} exists on {2} only, not on {3}.":
    "隔離 {1} は {2} だけのもので、{3} にはありません。",
  "The fence {1} lets commands reach no host, so --allow-host cannot be kept.":
    "隔離 {1} ではコマンドがどこにも接続できないため、--allow-host は使えません。",
  "The image {1} is not there, and none is fetched unasked.":
    "イメージ {1} がありません。無断で取得することはありません。",
  "The key holds characters that cannot be sent.": "キーに送信できない文字が含まれています。",
  "The log of that session names an output directory that lies hidden in your home: {1}":
    "そのセッションの記録にある出力ディレクトリは、ホームの隠しフォルダーの中です: {1}",
  "The output directory is a link that leads elsewhere: {1} to {2}":
    "出力ディレクトリが別の場所へのリンクです: {1} から {2}",
  "The output directory is gone: {1}": "出力ディレクトリがなくなっています: {1}",
  "The output directory {1} cannot be opened.": "出力ディレクトリ {1} を開けません。",
  'The rule "{1}" has an empty pattern.': "ルール「{1}」のパターンが空です。",
  "There is {1}; only your own rules, spelt as they are, can be removed here.":
    "あるのは {1} です。ここで削除できるのは、ご自身のルールを登録どおりに書いた場合だけです。",
  "This fence needs perl, which is not installed.":
    "この隔離には perl が必要ですが、インストールされていません。",
  "This fence needs sandbox-exec, which is not there.":
    "この隔離には sandbox-exec が必要ですが、見つかりません。",
  "This fence needs {1}, which is not installed.":
    "この隔離には {1} が必要ですが、インストールされていません。",
  "This folder is not trusted: where its skills say they come from is not looked at.":
    "このフォルダーは信頼されていないため、スキルの入手元は確認しません。",
  "Tool {1} in --tools has no name.": "--tools の {1} 番目のツールに名前がありません。",
  'Two skills in it are called "{1}": {2} and {3}.':
    "同じ名前「{1}」のスキルが 2 つあります: {2} と {3}。",
  "Type /undo there.": "そちらで /undo と入力してください。",
  "Use --sandbox bwrap (Linux), or leave --allow-host out.":
    "--sandbox bwrap(Linux)を使うか、--allow-host を省いてください。",
  "Use --sandbox docker, or --sandbox none to have every command asked.":
    "--sandbox docker を使うか、--sandbox none ですべてのコマンドを確認してください。",
  "What is wrong stands above.": "問題は上に示したとおりです。",
  "What is wrong with them stands above.": "それぞれの問題は上に示したとおりです。",
  "What {1} holds could not be kept: {2}.": "{1} の内容を保存できませんでした: {2}",
  'Write "{1}" for every call of the tool, or "{2}:PATTERN".':
    "ツールのすべての呼び出しなら「{1}」、限定するなら「{2}:PATTERN」と書いてください。",
  "Write {1} or --no-{2}.": "{1} または --no-{2} と書いてください。",
  'You have no rule "{1}".': "「{1}」というルールはありません。",
  "skillet -c --fork-session takes the last one of this folder, skillet -r ID --fork-session any other.":
    "skillet -c --fork-session はこのフォルダーの最後のもの、skillet -r ID --fork-session はそれ以外をコピーします。",
  "skillet decode reads a reply from stdin, and there is none.":
    "skillet decode は標準入力から応答を読みますが、何もありません。",
  'skillet decode reads stdin and takes no words: "{1}".':
    "skillet decode は標準入力を読むもので、言葉は受け取りません: 「{1}」",
  'skillet models cannot "{1}".': "skillet models に「{1}」はありません。",
  'skillet permissions cannot "{1}".': "skillet permissions に「{1}」はありません。",
  "skillet permissions test needs a command, or --tool and --args.":
    "skillet permissions test には、コマンドか、--tool と --args が必要です。",
  "skillet permissions {1} needs a rule.": "skillet permissions {1} にはルールが必要です。",
  "skillet replay takes one session: its id or name.":
    "skillet replay にはセッションを 1 つ、ID か名前で指定します。",
  'skillet sessions cannot "{1}".': "skillet sessions に「{1}」はありません。",
  "skillet sessions {1} needs a session: its id or name.":
    "skillet sessions {1} にはセッションの ID か名前が必要です。",
  "skillet sessions {1} takes no --{2}.": "skillet sessions {1} に --{2} は指定できません。",
  "skillet sessions {1} takes one session at a time.":
    "skillet sessions {1} に指定できるセッションは一度に 1 つです。",
  'skillet skills cannot "{1}".': "skillet skills に「{1}」はありません。",
  "skillet skills install needs a source.": "skillet skills install には取り込み元が必要です。",
  "skillet skills new takes one name.": "skillet skills new には名前を 1 つ指定します。",
  "skillet skills remove needs a name.": "skillet skills remove には名前が必要です。",
  "skillet skills show needs a name.": "skillet skills show には名前が必要です。",
  "skillet skills update shows what is new.": "skillet skills update で新しい内容を確認できます。",
  "skillet skills {1} needs a name.": "skillet skills {1} には名前が必要です。",
  "skillet skills {1} takes no --{2}.": "skillet skills {1} に --{2} は指定できません。",
  "skillet undo takes one checkpoint at a time.":
    "skillet undo に指定できるチェックポイントは一度に 1 つです。",
  "skillet verify takes one directory.": "skillet verify に指定できるディレクトリは 1 つです。",
  "stdin cannot be {1} at once.": "標準入力を同時に {1} として読むことはできません。",
  '{1} has no sound skill "{2}" any more.': "{1} には、使えるスキル「{2}」がもうありません。",
  "{1} has not been undone, so there is nothing to redo.":
    "{1} は取り消されていないので、やり直すものがありません。",
  "{1} in a folder you may write to, or choose one with --out DIR.":
    "書き込めるフォルダーで {1} を実行するか、--out DIR で選んでください。",
  "{1} is an archive; only git repositories are fetched.":
    "{1} はアーカイブです。取得できるのは git リポジトリだけです。",
  "{1} is in the output directory, where the model may write.":
    "{1} は、モデルが書き込める出力ディレクトリの中です。",
  "{1} is no debug log of skillet; it is left as it is.":
    "{1} は skillet のデバッグログではないため、そのまま残します。",
  "{1} is no plain file; nothing was written.":
    "{1} は通常のファイルではありません。何も書き込んでいません。",
  "{1} is not empty.": "{1} は空ではありません。",
  "{1} is there already; nothing was written.": "{1} は既にあります。何も書き込んでいません。",
  "{1} leads out of the output directory; a container cannot keep it from changes.":
    "{1} は出力ディレクトリの外へ続くため、コンテナーでは変更を防げません。",
  "{1} must hold a JSON list of checks.": "{1} の中身は、検証の JSON 配列でなければなりません。",
  "{1} needs a price, and none is set for {2} at {3}.":
    "{1} には価格が必要ですが、{3} の {2} には設定されていません。",
  "{1} takes only --tool-choice auto or none while it thinks.":
    "{1} の思考中は、--tool-choice に auto か none しか指定できません。",
  "Copy it again; it must be one line without blanks.":
    "もう一度コピーしてください。空白のない 1 行でなければなりません。",
  "A command may still run: {1}: {2}": "コマンドがまだ動いている可能性があります: {1}: {2}",
  "Remove it: {1} rm --force {2}": "削除するには: {1} rm --force {2}",
  "Containers of this session may still be there: {1}":
    "このセッションのコンテナーが残っている可能性があります: {1}",
  "Remove them: {1} rm --force $({2} {3})": "削除するには: {1} rm --force $({2} {3})",
  "Nothing ran. `skillet doctor` checks the fence.":
    "何も実行していません。`skillet doctor` で隔離を確認できます。",
  "There are {1}.": "あるのは {1} です。",
  '--status must be an HTTP status, not "{1}".':
    "--status は HTTP ステータスでなければなりません(「{1}」は使えません)。",
  "--args must be an object without a command beside a command's words.":
    "コマンドを言葉で指定したときは、--args は command のないオブジェクトでなければなりません。",
  "Type it after skillet -c.{1}": "skillet -c のあとで入力してください。{1}",
  "Stopped.": "停止しました。",
  'Put an evals.jsonl beside the SKILL.md, a line each: {"prompt": "...", "skill": "NAME"}, or "skill": null. --dry needs none.':
    'SKILL.md の隣に evals.jsonl を置き、1 行ずつ {"prompt": "...", "skill": "NAME"} または "skill": null を書いてください。--dry では不要です。',
  "Look at it: skillet skills validate; the installed one stays as it is.":
    "確認するには: skillet skills validate。インストール済みのものはそのままです。",
  "{1} cannot be the schema of the answer: {2}.": "{1} は回答のスキーマとして使えません: {2~}。",
  'For example --json-schema \'{"type":"object","required":["title"]}\', or the name of a file with such a schema.':
    '例: --json-schema \'{"type":"object","required":["title"]}\'、またはそのようなスキーマのファイル名。',
  "Allowed by: {1}; or by -y, after a look at them.":
    "許可するには: {1}。または内容を確かめてから -y。",
  "Session {1} has no turn to do again.": "セッション {1} には、再現するターンがありません。",
  "{1} cannot be cloned: {2}": "{1} をクローンできません: {2}",
  'There is no skill "{1}" in it.': "その中に「{1}」というスキルはありません。",
  'There is no skill "{1}".': "「{1}」というスキルはありません。",
  'There is no "{1}" in {2}.': "{2} に「{1}」はありません。",
  "Nothing was changed.": "何も変更していません。",
  "There is no directory {1}.": "ディレクトリ {1} はありません。",
  "The checks cannot be read from {1}: {2}": "{1} から検証を読み取れません: {2}",
  "{1} cannot be the debug log: {2}.": "{1} はデバッグログに使えません: {2}。",
  'To send it as a prompt: skillet -p "{1}"': '依頼として送るには: skillet -p "{1}"',
  'There is no checkpoint "{1}".': "「{1}」というチェックポイントはありません。",
  "Cannot read the cassette {1}: {2}": "カセット {1} を読み取れません: {2}",
  "There is no fence for {1}.": "{1} 用の隔離はありません。",
  "A path with a comma, a quote or a control character cannot be shown to a container: {1}":
    "コンマ、引用符、制御文字を含むパスはコンテナーに渡せません: {1}",
  "{1} cannot be made readable: it belongs to the kernel.":
    "{1} はカーネルのものなので、読み取り可能にできません。",
  'There is no completion for "{1}".': "「{1}」の補完はありません。",
  "No file has been changed in this session.": "このセッションで変更したファイルはありません。",
  'No tool is called "{1}".': "「{1}」というツールはありません。",
  'The rule "{1}" never applies.': "ルール「{1}」が適用されることはありません。",
} as const;
