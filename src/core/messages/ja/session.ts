/** Of the conversation: first and last lines, status line, what came of calls, slash commands. */
export const session = {
  // Counted things.
  "{1} answer": "回答 {1} 件",
  "{1} byte": "{1} バイト",
  "{1} call": "呼び出し {1} 件",
  "{1} character": "{1} 文字",
  "{1} check": "検証 {1} 件",
  "{1} command": "コマンド {1} 件",
  "{1} entry": "{1} 項目",
  "{1} fact": "記録 {1} 件",
  "{1} file": "{1} ファイル",
  "{1} line": "{1} 行",
  "{1} model call": "モデル呼び出し {1} 回",
  "{1} more line": "あと {1} 行",
  "{1} new file": "新規 {1} 件",
  "{1} other call": "その他 {1} 件",
  "{1} prompt": "プロンプト {1} 件",
  "{1} question": "質問 {1} 件",
  "{1} turn": "{1} ターン",

  // The first and the last lines.
  "mode {1}": "モード {1}",
  out: "出力先",
  "{1}   ({2}; nothing else can be changed)": "{1}   ({2}。ここ以外は変更できません)",
  empty: "空",
  fence: "隔離",
  notes: "メモ",
  skills: "スキル",
  "none loaded": "なし",
  "NONE: commands run unconfined, each one is asked for":
    "なし: コマンドは隔離されずに実行されます。毎回確認します",
  "no internet, one loopback network for this session":
    "インターネットなし、このセッション専用のループバックのみ",
  "Type a request. Enter sends, Ctrl-C stops, /help.":
    "依頼を入力してください。Enter で送信、Ctrl-C で停止、/help で一覧。",
  "Continue: {1}   or: {2}": "続きから: {1}   または: {2}",
  "Once more leaves (as /exit does).": "もう一度押すと終了します(/exit でも終了)。",
  "… {1} before: {2}": "… この前に {1}: {2}",
  "… its end, all of it: {1}": "… 末尾のみ。全文: {1}",
  "Resumed, {1} so far.": "再開しました。これまで {1}。",
  "Resumed, {1} so far, the last: {2}": "再開しました。これまで {1}、最後の依頼: {2}",
  "{1} was interrupted, its outcome is unknown.": "{1} は中断されました。結果は不明です。",

  // While it works.
  "Ctrl-C stops": "Ctrl-C で停止",
  "step {1}": "ステップ {1}",
  thinking: "考え中",
  "trying again in {1} s": "あと {1} 秒でやり直し",
  "waiting for the model": "モデルの応答待ち",
  "writing {1} {2} characters": "{1} を作成中 {2} 文字",
  "a call": "呼び出し",
  "exit {1}": "終了コード {1}",
  "not run: {1}": "実行せず: {1}",
  "overwritten unread": "未読のまま上書き",
  "expected {1}; got {2}": "期待値 {1}。実際は {2}",
  "start {1}": "起動: {1}",
  "port {1} is closed": "ポート {1} は閉じている",
  " or ": " または ",
  "{1} to {2}": "{1}({2} へ)",
  "expected {1}, got {2}": "期待 {1} / 実際 {2}",
  "waived: {1}": "容認済み: {1}",
  "lane {1} → {2}: {3}": "レーン {1} → {2}: {3}",
  "older messages summed up: {1}": "古いメッセージを要約しました: {1}",
  "error: {1}": "エラー: {1}",

  // For whoever looks elsewhere.
  "Skillet waits for an approval.": "Skillet が承認を待っています。",
  "Skillet waits for an answer.": "Skillet が回答を待っています。",
  "Skillet is done; what came of it stands in the terminal.":
    "Skillet の作業が終わりました。結果はターミナルにあります。",
  "The notify command failed ({1}) and is left out from now on.":
    "通知コマンドが失敗しました({1})。以後は使いません。",

  // Slash commands.
  "start the skill of that name, with what follows as its arguments (/skill:NAME where a command has it)":
    "その名前のスキルを開始。続く文字は引数(同名のコマンドがあるときは /skill:NAME)",
  "Ctrl-C stops the turn and what it runs, twice leaves. Everything else is sent to the model.":
    "Ctrl-C でターンと実行中のものを停止、2 回で終了。それ以外はモデルに送られます。",
  "/{1}: there is no such command. {2}": "/{1}: そのようなコマンドはありません。{2}",
  "/help lists the commands, /skills the skills.": "/help でコマンド、/skills でスキルの一覧。",
  "{1}, then {2}": "{1}、その次に {2}",
  "Now: {1}": "現在: {1}",
  "the endpoint of the environment": "環境変数のエンドポイント",
  "/model NAME   another model of this endpoint; /model PROVIDER:NAME   of another provider":
    "/model NAME   このエンドポイントの別のモデル。/model PROVIDER:NAME   別のプロバイダー",
  'Endpoints of your own: "endpoints" in settings.json':
    '自分のエンドポイント: settings.json の "endpoints"',
  "{1} has ended already.": "{1} はすでに終了しています。",
  "Nothing runs.": "実行中のものはありません。",
  "No process named {1}; /ps lists them.": "{1} というプロセスはありません。/ps で一覧。",
  "Stopped {1}.": "{1} を停止しました。",
  "Nothing listens in the sandbox; /ps lists what runs.":
    "サンドボックスで待ち受けているものはありません。/ps で実行中のものを一覧。",
  "ports: {1}   /open PORT shows one to your browser":
    "ポート: {1}   /open PORT でブラウザーから開けます",
  "Which port? For example: {1}": "ポート番号を指定してください。例: {1}",
  "Nothing listens on port {1} in the sandbox; /ps lists what runs.":
    "サンドボックスのポート {1} で待ち受けているものはありません。/ps で実行中のものを一覧。",
  "stdin is an open pipe and nothing came: it is not read. A - after the prompt waits for it.":
    "標準入力は開いたパイプですが何も来ないため、読みません。依頼の後に - を付けると待ちます。",
  "What stdin holds goes along as data ({1} bytes).":
    "標準入力の内容をデータとして一緒に送ります({1} バイト)。",
  "Waiting for stdin, and for its end: the prompt is read there.":
    "標準入力とその終わりを待っています。依頼はそこから読みます。",
  "stdin went quiet and did not end: the rest is not waited for. A - after the prompt waits for it.":
    "標準入力が途中で止まったため、残りは待ちません。依頼の後に - を付けると待ちます。",
  "attempt {1}": "{1} 回目の試行",
  "lane {1}": "レーン {1}",
  "{1} messages, {2} tools, about {3} tokens": "メッセージ {1} 件、ツール {2} 個、約 {3} トークン",
  "tokens not told": "トークン数は不明",
  "{1}, the first after {2}": "{1}、最初は {2} 後",
  "{1} cached": "キャッシュ {1}",

  // Doctor.
  ok: "問題なし",
  problem: "問題",
  "not: {1}": "含まない: {1}",
  "{1} model": "{1} モデル",
};
