/** The help of the command line: flags and commands are data, so their words are looked up when they are shown. */
export const help = {
  "Commands:": "コマンド:",
  "Options:": "オプション:",
  string: "文字列",
  boolean: "オン/オフ",
  number: "数値",
  array: "複数可",
  "choices:": "選択肢:",
  "Exit codes: 0 done, 1 failure, 41 credentials, 42 bad input, 44 no sandbox, 52 bad configuration,":
    "終了コード: 0 完了、1 失敗、41 認証、42 入力の誤り、44 サンドボックスなし、52 設定の誤り、",
  "53 limit, 55 not trusted, 60 approval needed, 61 not verified, 62 findings.  Start with: skillet demo":
    "53 上限、55 未信頼、60 承認が必要、61 未検証、62 指摘あり。  はじめに: skillet demo",
} as const;

export const helpTold = {
  "Run:": "実行:",
  "Model:": "モデル:",
  "Safety:": "安全:",
  "Limits:": "上限:",
  "Skills:": "スキル:",
  "Output:": "出力:",
  "a conversation; the prompt is its first message": "対話。プロンプトは最初のメッセージ",
  "one job, no questions": "1 回の作業。質問なし",
  "the same, read from stdin": "同じ。標準入力から読む",
  "One prompt, no questions, then exit; - reads it from stdin":
    "プロンプト 1 つ、質問なしで実行して終了。- は標準入力から読む",
  "Continue the last session of this folder": "このフォルダーの最後のセッションを続ける",
  "Continue a session by id or name, or the start of one; without a value, choose it":
    "id か名前(先頭だけでも可)のセッションを続ける。値なしなら一覧から選ぶ",
  "With --continue or --resume: go on in a copy, the session stays as it is":
    "--continue または --resume とともに: コピーで続け、元のセッションはそのまま",
  "The one directory that may change (default ./sandbox)":
    "変更してよい唯一のディレクトリ(既定 ./sandbox)",
  "A further directory that may be read": "ほかに読んでよいディレクトリ",
  "When the app listens on this port of the sandbox, open it to your own browser":
    "アプリがサンドボックスのこのポートで待ち受けたら、自分のブラウザーから開けるようにする",
  "Model name": "モデル名",
  "Preset for URL and key: openai, dashscope, ollama ...":
    "URL と鍵のプリセット: openai、dashscope、ollama など",
  "OpenAI-compatible endpoint, with its /v1": "OpenAI 互換のエンドポイント(/v1 まで)",
  "Environment variable that holds the key": "鍵が入っている環境変数",
  "How tools are told to the model (default auto: natively, as text where that fails)":
    "ツールをモデルに伝える方法(既定 auto: 標準の形、だめなら文章で)",
  "Stream replies (default; --no-stream turns it off)":
    "返答を逐次受け取る(既定。--no-stream で無効)",
  "What the endpoint is told about choosing tools":
    "ツールの選び方についてエンドポイントに伝える値",
  "Ask the endpoint for several calls in one reply": "1 回の返答で複数の呼び出しを許すよう頼む",
  "Sampling temperature (default: the endpoint's)": "サンプリング温度(既定: エンドポイントの値)",
  "Chat completions (default) or the Responses API": "Chat Completions(既定)または Responses API",
  "How much the model thinks (default: as the endpoint does)":
    "モデルの思考の量(既定: エンドポイントに従う)",
  "Use what was learned of the endpoint (default; --no-cap-cache neither uses nor keeps it)":
    "エンドポイントについて学んだことを使う(既定。--no-cap-cache は使わず、残さない)",
  "Print how the model would be driven, and why; ask nothing":
    "モデルの動かし方とその理由を表示する。何も依頼しない",
  "Keep the model's traffic in a new file": "モデルとの通信を新しいファイルに残す",
  "Answer from such a file: no endpoint, no key":
    "そのファイルから答える: エンドポイントも鍵も不要",
  "What goes through unasked (default ask)": "確認なしで通すもの(既定 ask)",
  'Allow without asking, for example "shell:npm test"': '確認なしで許可する。例 "shell:npm test"',
  "Deny; wins over every allow": "拒否する。どの許可よりも優先",
  "The fence around commands (default auto)": "コマンドの隔離方式(既定 auto)",
  "The image for --sandbox docker and podman (default debian:stable-slim); never fetched":
    "--sandbox docker と podman のイメージ(既定 debian:stable-slim)。取得はしない",
  "Commands may reach this host in this session, for example registry.example.org or *.example.org":
    "このセッションでコマンドが接続してよいホスト。例 registry.example.org、*.example.org",
  "auto: exit 61 when a check failed; required: when nothing was proven":
    "auto: 検証の失敗で終了コード 61。required: 何も証明されない場合も",
  "Model calls in one turn (default 50)": "1 ターンのモデル呼び出し回数(既定 50)",
  "Tokens of this run, input and output together": "この実行のトークン数(入力と出力の合計)",
  "Cost of this run; needs the endpoint's price in settings.json":
    "この実行の費用。settings.json にエンドポイントの単価が必要",
  "Time of this run, commands included: 90s, 10m, 1h30m":
    "この実行の時間(コマンドを含む): 90s、10m、1h30m",
  "A further skill file or folder": "追加のスキルのファイルまたはフォルダー",
  "Use skills (default; --no-skills turns them off)": "スキルを使う(既定。--no-skills で無効)",
  "Use this folder's own skills in this run": "この実行でこのフォルダーのスキルを使う",
  "What stands on stdout (default text)": "標準出力に出すもの(既定 text)",
  "The answer must be JSON that fits this schema; with -p":
    "答えはこのスキーマに合う JSON に限る。-p とともに",
  "No progress, only the answer and errors": "経過を出さず、答えとエラーだけ",
  "Thoughts, lanes and tokens as well": "思考、レーン、トークンも表示",
  "Log requests, decisions, processes and times there; no keys":
    "要求、判断、プロセス、時間をそこに記録する。鍵は含まない",
  "Colour (default on a terminal; --no-color turns it off)": "色(端末では既定。--no-color で無効)",
  "For screen readers: whole lines only, nothing redrawn, choices numbered":
    "スクリーンリーダー向け: 行単位のみ、再描画なし、選択肢に番号",
  "Language of what Skillet says (default: as the locale has it)":
    "Skillet の表示言語(既定: ロケールに従う)",
  "Print the version": "バージョンを表示",
  "Show help": "ヘルプを表示",
  "Watch a scripted model build, verify and mend a small web app":
    "台本のモデルが小さな Web アプリを作り、検証し、直すのを見る",
  "List, show, export or remove sessions": "セッションの一覧、表示、書き出し、削除",
  "list, show: as JSON": "list、show: JSON で",
  "list: of every folder, not only this one": "list: このフォルダーだけでなくすべて",
  "export: as what (default: by the name of the file, else md)":
    "export: 形式(既定: ファイル名から、なければ md)",
  "export: into this file (default: stdout)": "export: このファイルへ(既定: 標準出力)",
  "rm: do not ask; export: overwrite the file": "rm: 確認しない。export: ファイルを上書き",
  "those of this folder, newest first": "このフォルダーのもの、新しい順",
  "what was said and done, with its receipt": "発言と作業、そのまとめ",
  "removes it for good; the files it made stay": "完全に削除する。作られたファイルは残る",
  "SESSION is an id, a name, or the start of one.": "SESSION は id か名前、またはその先頭です。",
  "Take back what a session changed in files": "セッションによるファイルの変更を取り消す",
  "Of this session (default: the last one of this folder)":
    "このセッションの(既定: このフォルダーの最後のもの)",
  "List the checkpoints": "チェックポイントの一覧",
  "Only say what would be done": "何をするかを表示するだけ",
  "Do not ask": "確認しない",
  "Take this file back even if it was changed since; else such files are kept":
    "その後変更されていてもこのファイルを戻す。指定がなければ残す",
  "As JSON": "JSON で",
  "Do a recorded session again, without a model: every call is asked about anew":
    "記録されたセッションをモデルなしで再実行する。呼び出しはすべて改めて確認",
  "Only list what would be done again; nothing runs": "再実行されるものの一覧だけ。何も実行しない",
  "Also into a directory that is not empty; each call is judged all the same":
    "空でないディレクトリにも行う。呼び出しは同じように判定",
  "Run the saved checks again; exit 61 when one fails":
    "保存された検証を再実行する。失敗があれば終了コード 61",
  "The checks to run, as JSON; default: those of the last session":
    "実行する検証(JSON)。既定: 最後のセッションのもの",
  "Run their commands without asking (inside the fence)":
    "確認せずにコマンドを実行する(隔離の中で)",
  "List, show, make, check, install, update, remove, switch and test skills":
    "スキルの一覧、表示、作成、検査、導入、更新、削除、切り替え、テスト",
  "validate: the specification's reference verdict; exit 52 unless loaded clean":
    "validate: 仕様に基づく判定。問題なく読み込めなければ終了コード 52",
  "new, install, update, remove: in this project's .skillet/skills, not in yours":
    "new、install、update、remove: 自分のではなくこのプロジェクトの .skillet/skills で",
  "new: what it does and when to use it": "new: 何をするか、いつ使うか",
  "test: how often each prompt is tried (default 1)": "test: 各プロンプトを試す回数(既定 1)",
  "test: only how alike the descriptions are; no model":
    "test: 説明文の似かたを見るだけ。モデルなし",
  "install, update, remove: do it without asking": "install、update、remove: 確認しない",
  "The rules, and what they say to a call without running it":
    "ルールと、呼び出しを実行せずに判定した結果",
  "The tool that is called (default shell)": "呼び出すツール(既定 shell)",
  "Its arguments, as a model writes them": "モデルが書く形の引数",
  'A further rule for this test, for example "deny shell:rm"':
    'このテストに加えるルール。例 "deny shell:rm"',
  "The models of the endpoint; what was learned of endpoints, and forgetting it":
    "エンドポイントのモデル。学んだことの表示と消去",
  "How the model would be driven: family, lanes, thinking, what is left out, and why":
    "モデルの動かし方: 系統、レーン、思考、省かれるものとその理由",
  "Read a recorded reply and print its calls, text, usage or error as JSON":
    "記録された返答を読み、呼び出し、文章、使用量、エラーを JSON で表示",
  "How it is read (default auto): {1}": "読み方(既定 auto): {1}",
  "The tools that were offered: an OpenAI tools array": "提示されたツール: OpenAI の tools 配列",
  "stdin is what the model wrote": "標準入力はモデルが書いた文章",
  "stdin is a recorded event stream": "標準入力は記録されたイベントストリーム",
  "stdin is a JSON body": "標準入力は JSON の本文",
  "HTTP status of the reply (default 200)": "返答の HTTP ステータス(既定 200)",
  "Its headers: a JSON object of names and values": "ヘッダー: 名前と値の JSON オブジェクト",
  "Look whether Skillet can work here: fence, endpoint, programs, settings":
    "Skillet がここで動くか調べる: 隔離、エンドポイント、プログラム、設定",
  "Ask the model for one small call as well; this may cost something":
    "モデルにも小さな呼び出しを 1 回頼む。費用がかかる場合がある",
  "Settings: what holds, who says so, change it; trust this folder":
    "設定: 有効な値とその出どころ、変更。フォルダーの信頼",
  "trust: the folders that are trusted": "trust: 信頼しているフォルダー",
  "trust: take it back": "trust: 取り消す",
  "trust: do not ask": "trust: 確認しない",
  "Print a script that completes command lines; bash: source <(skillet completion bash)":
    "コマンドラインを補完するスクリプトを表示。bash: source <(skillet completion bash)",
};
