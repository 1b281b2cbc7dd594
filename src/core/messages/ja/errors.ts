/** What went wrong and how to mend it: thrown and stored in English, translated when it is shown. */
export const errors = {
  "There is no prompt.": "プロンプトがありません。",
  'Give one: skillet -p "a simple Flask BBS"; or start skillet on a terminal.':
    '例: skillet -p "a simple Flask BBS"。またはターミナルで skillet を起動してください。',
  "Unknown flag {1}.": "不明なフラグです: {1}",
  "Did you mean {1}?": "{1} のことですか?",
  "skillet --help lists the flags.": "フラグの一覧は skillet --help で見られます。",
  "skillet {1} --help lists the flags.": "フラグの一覧は skillet {1} --help で見られます。",
  "skillet --help lists what there is.": "一覧は skillet --help で見られます。",
  "{1} takes no value.": "{1} は値を取りません。",
  "{1} needs a value: {2}.": "{1} には値が必要です: {2}。",
  '{1} cannot be "{2}".': "{1} に「{2}」は指定できません。",
  "It is one of {1}.": "指定できるのは {1} です。",
  '{1} needs a number, not "{2}".': "{1} には数値が必要です(「{2}」は不可)。",
  "For example {1}.": "例: {1}",
  "{1} is not available in this version.": "{1} はこのバージョンでは使えません。",
  'There is no command "{1}".': "「{1}」というコマンドはありません。",
  'Did you mean skillet {1}? To send it as a prompt: skillet -p "{2}"':
    'skillet {1} のことですか? プロンプトとして送る場合: skillet -p "{2}"',
  "No model endpoint is set.": "モデルのエンドポイントが設定されていません。",
  "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or give --provider NAME or --base-url URL.":
    "OPENAI_API_KEY(と OPENAI_BASE_URL、OPENAI_MODEL)を設定するか、--provider NAME または --base-url URL を指定してください。",
  "{1}: not used, because this folder is not trusted.":
    "{1}: このフォルダーは信頼されていないため使いません。",
  "To use what it brings: skillet config trust": "使うには: skillet config trust",
  "AGENTS.md is long: the model gets {1} of {2} bytes.":
    "AGENTS.md が長いため、モデルに渡すのは {2} バイト中 {1} バイトです。",
  "No model is named.": "モデルが指定されていません。",
  "To look around without a model: skillet demo": "モデルなしで試すには: skillet demo",
  "Set OPENAI_MODEL, or give -m NAME; skillet models lists what the endpoint has.":
    "OPENAI_MODEL を設定するか、-m NAME を指定してください。使えるモデルは skillet models で見られます。",
  "The variable {1} holds no key.": "変数 {1} に鍵がありません。",
  "No key for {1}.": "{1} の API キーがありません。",
  "export {1}=..., or name another variable with --api-key-env; skillet demo needs no key.":
    "export {1}=... で設定するか、--api-key-env で別の変数を指定してください。skillet demo は鍵なしで動きます。",
  'No provider named "{1}".': "「{1}」というプロバイダーはありません。",
  "Providers: {1}.": "プロバイダー: {1}。",
  "Not a URL: {1}": "URL ではありません: {1}",
  "The endpoint looks like http://127.0.0.1:8000/v1 or https://host/v1.":
    "http://127.0.0.1:8000/v1 や https://host/v1 のように指定します。",
  "The endpoint's URL must not hold a password.":
    "エンドポイントの URL にパスワードを含めることはできません。",
  "Put the key into a variable and name it with --api-key-env.":
    "鍵を変数に入れ、--api-key-env でその名前を指定してください。",
  "The proxy {1} that leads to {2} cannot be reached ({3}).":
    "{2} へのプロキシ {1} に接続できません({3})。",
  "Check {1} (http://host:port), or add {2} to NO_PROXY if it is reached without one.":
    "{1} (http://host:port) を確認するか、プロキシなしで届くなら {2} を NO_PROXY に加えてください。",
  "The proxy {1} is none for HTTP.": "プロキシ {1} は HTTP 用ではありません。",
  "Set HTTPS_PROXY to one that is (http://host:port), or add the host of the endpoint to NO_PROXY.":
    "HTTPS_PROXY に HTTP プロキシ(http://host:port)を設定するか、エンドポイントのホストを NO_PROXY に加えてください。",
  "The endpoint answered {1} without a message.": "エンドポイントが {1} を返しました(説明なし)。",
  "The model gave no answer and no call.": "モデルから回答も呼び出しもありませんでした。",
  'The answer was cut off by the output limit of the model; "go on" asks for the rest.':
    '回答がモデルの出力上限で途切れました。続きは "go on"(続けて)と頼んでください。',
  "No call could be read from this reply; it is taken as the answer.":
    "この応答から呼び出しを読み取れなかったため、回答として扱います。",
  "The reply held more than {1} calls: none of them was run, and the model is told to make fewer.":
    "応答に {1} 件を超える呼び出しがあったため、どれも実行していません。呼び出しを減らすようモデルに伝えます。",
  "The model made more than {1} calls in one reply, again and again; none of them was run.":
    "モデルが 1 つの応答で {1} 件を超える呼び出しを繰り返しました。どれも実行していません。",
  "Ask for less at a time, or try another model.":
    "一度に頼む量を減らすか、別のモデルを試してください。",
  "This endpoint does not take {1}; it is left out from now on.":
    "このエンドポイントは {1} を受け付けないため、以後は送りません。",
  "{1} takes no tools here: choose a text lane (--lane hermes) or another model.":
    "{1} はここではツールを使えません。テキストのレーン(--lane hermes)か別のモデルを選んでください。",
  "The conversation is longer than the model's window: start a new one (/clear; in a script, without -c), go on from an earlier turn (/fork), or take a model with a larger window (/model, -m).":
    "会話がモデルのコンテキスト長を超えました。新しい会話を始める(/clear、スクリプトでは -c なし)、前のターンから続ける(/fork)、またはコンテキスト長の大きいモデルを使ってください(/model、-m)。",
  "The endpoint wants a pause of {1}: wait that long, or use another key or model (/model, -m).":
    "エンドポイントが {1} の待機を求めています。待つか、別のキーかモデルを使ってください(/model、-m)。",
  "Too many requests: wait a little, or use another key or model (/model, -m).":
    "リクエストが多すぎます。少し待つか、別の鍵やモデルを使ってください(/model、-m)。",
  "The account's quota or balance is used up: top it up, wait for the next period, or choose another endpoint or model (/model, -m, --provider).":
    "アカウントの枠または残高を使い切りました。補充するか、次の期間を待つか、別のエンドポイントかモデルを選んでください(/model、-m、--provider)。",
  "{1} does not accept the key: check that it is the key for this endpoint and that it may use {2}.":
    "{1} が鍵を受け付けません。このエンドポイントの鍵であり、{2} を使えるか確認してください。",
  "{1} wants a key: set it and name its variable with --api-key-env.":
    "{1} には鍵が必要です。設定し、その変数を --api-key-env で指定してください。",
  "{1} has no model {2}: skillet models lists what it has.":
    "{1} に {2} というモデルはありません。skillet models で一覧を見られます。",
  "{1} has no /chat/completions: check the base URL.":
    "{1} に /chat/completions がありません。ベース URL を確認してください。",
  "The base URL {1} may lack /v1: try {2}/v1.":
    "ベース URL {1} に /v1 が足りないようです。{2}/v1 を試してください。",
  "The endpoint refuses the form of the conversation; start a new session if it goes on.":
    "エンドポイントが会話の形式を拒否しました。続く場合は新しいセッションを始めてください。",
  "The endpoint's content filter stopped the reply: word the request differently.":
    "エンドポイントのフィルターが応答を止めました。別の言い方で依頼してください。",
  "This model answers only in streams: leave --no-stream out, or switch thinking off.":
    "このモデルはストリームでのみ応答します。--no-stream を外すか、思考をオフにしてください。",
  "The endpoint has a problem of its own: try again later.":
    "エンドポイント側の問題です。あとでやり直してください。",
  "The reply is longer than 64 MB.": "応答が 64 MB を超えています。",
  "The reply is longer than 8 million characters.": "応答が 800 万文字を超えています。",
  "The endpoint broke the reply off: try again.":
    "エンドポイントが応答を打ち切りました。やり直してください。",
  "The connection ended in the middle of the reply: try again.":
    "応答の途中で接続が切れました。やり直してください。",
  "{1} answered with a web page: check the base URL, a proxy or a login page may stand in between.":
    "{1} が Web ページを返しました。ベース URL を確認してください。プロキシやログインページが間にある可能性があります。",
  "The model said nothing: try again, or choose another model.":
    "モデルの応答が空でした。やり直すか、別のモデルを選んでください。",
  "Nothing answers at {1}: check the address and that the server runs.":
    "{1} から応答がありません。アドレスとサーバーの起動を確認してください。",
  "The endpoint took too long: try again, or choose a faster model.":
    "エンドポイントの応答に時間がかかりすぎました。やり直すか、速いモデルを選んでください。",
  "The endpoint refuses the request as it is.": "エンドポイントがこのリクエストを拒否しました。",
  "Nothing listens at {1}.": "{1} で待ち受けているサーバーがありません。",
  "There is no host named {1}.": "{1} というホストはありません。",
  "The name {1} cannot be looked up now.": "{1} の名前解決が今はできません。",
  "There is no way to {1} from here.": "ここから {1} へは接続できません。",
  "The certificate of {1} is not trusted ({2}).": "{1} の証明書は信頼されていません({2})。",
  "The connection to {1} broke ({2}).": "{1} との接続が切れました({2})。",
  "No connection to {1} within {2} s.": "{1} に {2} 秒以内に接続できませんでした。",
  "Trying again in {1} (attempt {2} of {3}).": "{1} 後にやり直します({3} 回中 {2} 回目)。",
  "Not told in this turn: {1}.": "このターンで使えないツール: {1}。",
  "The output directory's parent does not exist: {1}":
    "出力ディレクトリの親フォルダーがありません: {1}",
  "Make it, or choose another with --out DIR.":
    "作成するか、--out DIR で別の場所を選んでください。",
  "Choose another with --out DIR.": "--out DIR で別の場所を選んでください。",
  "Choose a folder with --out DIR.": "--out DIR でフォルダーを選んでください。",
  "The folder {1} cannot be opened: {2}": "フォルダー {1} を開けません: {2}",
  "The folder that this was started in is gone.": "起動したフォルダーがなくなっています。",
  "Go to a folder that is there.": "存在するフォルダーに移動してください。",
  "The output directory cannot be opened: {1}": "出力ディレクトリを開けません: {1}",
  "Cannot make the output directory: {1}": "出力ディレクトリを作れません: {1}",
  "The output directory is a file: {1}": "出力ディレクトリがファイルです: {1}",
  "The output directory is not writable: {1}": "出力ディレクトリに書き込めません: {1}",
  "Mend its permissions, or choose another with --out DIR.":
    "権限を直すか、--out DIR で別の場所を選んでください。",
  "The output directory cannot be the root of the disk.":
    "出力ディレクトリにディスクのルートは使えません。",
  "The output directory cannot be {1}, which is or holds {2}.":
    "出力ディレクトリに {1} は使えません。{2} そのもの、またはそれを含むフォルダーです。",
  "The output directory cannot be {1}, which lies in {2}.":
    "出力ディレクトリに {1} は使えません。{2} の中にあります。",
  "The output directory cannot be {1}, which belongs to version control or settings.":
    "出力ディレクトリに {1} は使えません。バージョン管理または設定のフォルダーです。",
  "The output directory cannot be {1}, which belongs to the system.":
    "出力ディレクトリに {1} は使えません。システムのフォルダーです。",
  "The output directory cannot be {1}, where keys lie or what starts by itself.":
    "出力ディレクトリに {1} は使えません。鍵や、自動で起動するものが置かれる場所です。",
  "Everything in it may be changed by the model; choose a folder of its own with --out DIR.":
    "その中のすべてがモデルに変更される可能性があります。--out DIR で専用のフォルダーを選んでください。",
  "Another session is changing {1}, in {2}.": "別のセッションが {1} を変更中です({2~})。",
  "Another session is changing {1}, in {2}; it lies in {3}.":
    "{3} の中にある {1} を、別のセッションが変更中です({2~})。",
  "Another session is changing {1}, in {2}; {3} lies in it.":
    "{3} を含む {1} を、別のセッションが変更中です({2~})。",
  "Close it there, or choose another folder with --out DIR.":
    "そちらを終了するか、--out DIR で別のフォルダーを選んでください。",
  "A link on the way to {1} leads out of the output directory.":
    "{1} への途中に、出力ディレクトリの外へ出るリンクがあります。",
  "Name a file elsewhere.": "別の場所のファイルを指定してください。",
  "The fence needs {1}, which is not installed.": "隔離に必要な {1} がインストールされていません。",
  "The fence cannot start: {1}": "隔離を開始できません: {1}",
  "The session's network cannot be entered: {1}": "セッションのネットワークに入れません: {1}",
  "See what is missing: skillet doctor": "不足しているものを調べるには: skillet doctor",
  "The fence has ended; no command can run any more.":
    "隔離が終了したため、コマンドを実行できません。",
  "Start Skillet again with -c to continue this session.":
    "このセッションを続けるには、-c を付けて Skillet を起動し直してください。",
  "--sandbox none needs a terminal and an approval for every command.":
    "--sandbox none には、ターミナルとコマンドごとの承認が必要です。",
  "{1}: not used, because this folder is not trusted. To use what it brings: skillet config trust":
    "{1}: このフォルダーは信頼されていないため使いません。使うには: skillet config trust",
  "This folder has no session to continue.": "このフォルダーには続けられるセッションがありません。",
  "Start one: skillet; or see all of them: skillet sessions list --all":
    "新しく始めるには skillet、すべて見るには skillet sessions list --all",
  'There is no session "{1}".': "「{1}」というセッションはありません。",
  "See them all: skillet sessions list --all": "一覧: skillet sessions list --all",
  "The output could not be written: {1}.": "出力を書き込めませんでした: {1~}。",
  "What was done stands in the session: skillet -c":
    "行った作業はセッションに残っています: skillet -c",
  "Open {1} in your browser; the app stays inside the sandbox, and the door closes with the session.":
    "ブラウザーで {1} を開いてください。アプリはサンドボックスの中にあり、セッションが終わると閉じられます。",
  "/{1} is a command of the conversation; a job has none.":
    "/{1} は対話用のコマンドです。-p では使えません。",
  "Type it after skillet -c.": "skillet -c のあとで入力してください。",
  "In a script: {1}.": "スクリプトでは: {1}。",
  'The skill "{1}" of this folder is not trusted.':
    "このフォルダーのスキル「{1}」は信頼されていません。",
  "Start skillet here to look at it, or add --trust-project-skills.":
    "ここで skillet を起動して内容を確認するか、--trust-project-skills を付けてください。",
  '"/{1}" is no skill, so it is sent as text.':
    "「/{1}」というスキルはないため、文章として送ります。",
  "This terminal has no clipboard (TERM=dumb).":
    "この端末にはクリップボードがありません (TERM=dumb)。",
};
