/** Sentences that are stored in English and translated when they are shown: reasons, notices, errors, and one line for each slash command. */
export const told = {
  "No grant was named.": "取り消す許可が指定されていません。",
  "{1} has {2} hard links, so it may be a file from elsewhere; it is left alone.":
    "{1} にはハードリンクが {2} 個あり、よその場所のファイルかもしれないため触れません。",
  "{1} has {2} bytes; at most {3} are handled.":
    "{1} は {2} バイトあります。扱えるのは {3} バイトまでです。",
  "Look at parts of it with a command (head, tail, grep).":
    "コマンド(head、tail、grep)で一部を見ることはできます。",
  "Plan ({1}): {2}; it grants nothing.": "計画({1~}): {2~}。事前の許可はありません。",
  "files: {1}, commands: {2}, hosts: {3}": "ファイル {1}、コマンド {2}、接続先 {3}",
  "nothing of it would be asked": "確認が必要なものはありません",
  "nobody is there: it goes on under the rules": "承認できる人がいないため、ルールに従って進めます",
  "New repository: {1}.": "新しいリポジトリ: {1}。",
  "What starts programs in it (hooks, such settings) is put aside after each command.":
    "その中でプログラムを起動するもの(フックやその種の設定)は、コマンドのたびに退避します。",
  "Lanes: auto, {1}.": "レーン: auto, {1}。",
  "{1} does not exist.": "{1} はありません。",
  "{1} is a folder.": "{1} はフォルダーです。",
  "See it with list_files.": "list_files で見られます。",
  "{1} is a symbolic link; links are not followed.":
    "{1} はシンボリックリンクです。リンクはたどりません。",
  "{1} names a folder; a file is needed.": "{1} はフォルダーです。ファイルが必要です。",
  "{1} is binary; edit_file changes text only.":
    "{1} はバイナリーです。edit_file で変更できるのはテキストだけです。",
  "oldText is not in {1}.": "{1} に oldText が見つかりません。",
  "There is no file {1}; write_file makes one.":
    "{1} というファイルはありません。作るのは write_file です。",
  "This edit changes nothing in {1}.": "この編集では {1} は何も変わりません。",
  "{1} was changed by something else meanwhile.": "{1} はその間にほかから変更されました。",
  "No tool named `{1}`.": "`{1}` というツールはありません。",
  "Tools: {1}.": "ツール: {1}。",
  '{1} holds "..".': '{1} に ".." が含まれています。',
  "Name the place from the output directory down.":
    "出力ディレクトリから見た場所で指定してください。",
  "as above.": "上と同じ理由です。",
  "there is no such file": "そのファイルはありません",
  "this list": "この一覧",
  "leave (or Ctrl-C twice, or Ctrl-D)": "終了(Ctrl-C 2 回、または Ctrl-D でも)",
  "the skills that are loaded, and what could not be": "読み込んだスキルと、読み込めなかったもの",
  "what was done and proven so far": "ここまでに行ったことと検証の結果",
  "the model in use; /model NAME changes it, from the next message on":
    "使用中のモデル。/model NAME で次の依頼から変更",
  "commands running in the background": "バックグラウンドで実行中のコマンド",
  "stop one of them: /stop p1; without a name all of them":
    "その 1 つを停止: /stop p1。名前なしですべて",
  "look at a running app: /open makes it reachable for your browser; of several, /open 5000":
    "動いているアプリを見る: /open でブラウザーから開けます。複数あるときは /open 5000",
  "{1} tokens are used in this run, {2} are allowed.":
    "この実行で {1} トークンを使いました。上限は {2} です。",
  "{1} is spent in this run, {2} is allowed.": "この実行で {1} を使いました。上限は {2} です。",
  "The time of this run is used up: {1} allowed.": "この実行の時間({1})を使い切りました。",
  "The limit of model calls in one turn is reached: {1}.":
    "1 回の依頼でのモデル呼び出しの上限({1})に達しました。",
  "The same calls ({1}) had the same results {2} times in a row.":
    "同じ呼び出し({1})が {2} 回続けて同じ結果でした。",
  "{1} calls of {2} for {3} did not work, and none in between did.":
    "{3} に対する {2} の呼び出しが {1} 回うまくいかず、その間に成功したものもありません。",
  "Say what it should do instead, or try another model; skillet -c goes on from here.":
    "代わりに何をするかを伝えるか、別のモデルを試してください。skillet -c で続きから始められます。",
  'To go on from here: skillet -c -p "go on"; --max-tokens-total N allows more.':
    '続きから: skillet -c -p "go on"。--max-tokens-total N で上限を上げられます。',
  'To go on from here: skillet -c -p "go on"; --max-budget AMOUNT allows more.':
    '続きから: skillet -c -p "go on"。--max-budget AMOUNT で上限を上げられます。',
  'To go on from here: skillet -c -p "go on"; --max-time 10m allows more.':
    '続きから: skillet -c -p "go on"。--max-time 10m のように上限を上げられます。',
  'To go on from here: skillet -c -p "go on"; --max-turns N allows more.':
    '続きから: skillet -c -p "go on"。--max-turns N で上限を上げられます。',
  "Ended: the time of this run is used up.": "終了: この実行の時間を使い切りました。",
  "stdin is no UTF-8 text.": "標準入力は UTF-8 のテキストではありません。",
  "stdin holds more than 1 MiB.": "標準入力が 1 MiB を超えています。",
  "stdin is a folder.": "標準入力がフォルダーです。",
  "the plan of this session; /plan GOAL has one made first, and nothing is changed before you approve it":
    "このセッションの計画。/plan 目的 で先に計画を作り、承認まで何も変更しない",
  "mode, rules and what was granted; /approvals revoke N takes one back, /approvals mode MODE changes the mode":
    "モード、ルール、許可済みのもの。/approvals revoke N で取り消し、/approvals mode MODE で変更",
  "the lane in use and why; /lane NAME or /lane auto changes it, from the next message on":
    "使用中のレーンとその理由。/lane NAME または /lane auto で次の依頼から変更",
  "run the saved checks now, without the model": "保存された検証を、モデルなしで今すぐ実行",
  'There is no session "{1}".': "セッション「{1}」はありません。",
  "See them all: skillet sessions list --all": "一覧: skillet sessions list --all",
  "Taken away: {1}.": "なくなりました: {1}。",
  "A copy is kept for undo.": "コピーを残しました(undo で戻せます)。",
  "Taken away, and no copy is kept: {1}.": "なくなり、コピーもありません: {1}。",
};
