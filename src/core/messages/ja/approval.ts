/** Questions about calls, reviews of several, questions of the model. The keys are the same letters in every language. */
export const approval = {
  // How a question begins.
  "RUN?": "実行しますか?",
  "WRITE?": "書き込みますか?",
  "READ?": "読み取りますか?",
  "REACH?": "接続しますか?",
  "CALL?": "呼び出しますか?",
  "ALLOW?": "許可しますか?",
  "GRANT?": "事前に許可しますか?",
  "TRUST?": "信頼しますか?",
  REVIEW: "確認",

  // One call.
  "(edited by you)": "(あなたが編集)",
  "in the background, until it is stopped": "停止するまでバックグラウンドで実行",
  "the command waits for it": "コマンドが応答を待っています",
  "{1} of {2}": "{2} の {1}",
  "new file": "新規ファイル",
  changed: "変更",
  "OVERWRITES what was not read": "未読の内容を上書き",
  "{1} hidden; v shows everything": "{1}を省略。v ですべて表示",
  "note: {1}": "注意: {1}",
  folder: "実行場所",
  network: "通信",
  "looks at": "参照",
  asked: "理由",
  saving: "保存",
  "the output directory": "出力ディレクトリ",
  "the output directory, {1}": "出力ディレクトリ {1}",
  "{1} in {2}": "{2} の {1}",
  "{1}: only the output directory can change": "{1}: 変更できるのは出力ディレクトリだけです",
  "NONE: unconfined, it can do whatever you can":
    "なし: 隔離されず、あなたにできることは何でもできます",
  "NONE: the server acts outside of it": "なし: サーバーは隔離の外で動きます",
  "reaches {1}": "接続先 {1}",
  "none granted; what it wants to reach is asked or refused":
    "許可なし。接続しようとした先は確認または拒否されます",
  "NOT LIMITED": "制限なし",
  "You edited it.": "あなたが編集しました。",
  'says, unchecked: "{1}"': "の説明(未確認): 「{1}」",
  "nothing to save: it is asked each time": "保存できません。毎回確認します",
  "s and p would allow": "s と p で許可されるもの",
  "s would allow": "s で許可されるもの",
  "and whatever follows these words": "に続くものすべて",
  ", not the network": "(通信は含みません)",

  // Its keys.
  once: "今回だけ",
  "or Enter: {1}": "または Enter: {1}",
  "this session": "このセッション中",
  "save for project": "プロジェクトに保存",
  no: "いいえ",
  "no, say why": "いいえ(理由を伝える)",
  edit: "編集",
  view: "表示",
  "view by number": "番号で表示",
  help: "ヘルプ",
  "yes, once": "はい(今回だけ)",
  "yes, and for this session: {1}": "はい(このセッション中): {1}",
  "no, and the turn stops": "いいえ。ターンを停止します",
  "why? ": "理由は? ",
  "run: ": "実行: ",
  "The call has changed since it was shown; it is not run.":
    "表示したあとに呼び出しが変わったため、実行しません。",
  "Enter answers nothing here: y is yes, n is no, ? explains.":
    "ここでは Enter は回答になりません。y ではい、n でいいえ、? で説明。",
  yes: "はい",
  "run them": "実行",
  "y is yes, n is no.": "y ではい、n でいいえ。",
  "y is yes, n is no, ? explains the rest.": "y ではい、n でいいえ、? でほかのキーの説明。",
  "y  run it this once": "y  今回だけ実行します",
  "s  run it, and do not ask again in this session for: {1}":
    "s  実行し、このセッション中は次のものを確認しません: {1}",
  "p  the same for this project, from now on; the rule can be edited before it is kept":
    "p  今後このプロジェクトで同様にします。保存前にルールを編集できます",
  "n  do not run it; the model goes on without it": "n  実行しません。モデルはそのまま続けます",
  "t  do not run it, and tell the model why or what to do instead":
    "t  実行せず、理由や代わりの指示をモデルに伝えます",
  "e  change it before it runs": "e  実行前に編集します",
  "v  everything that is cut short above, in full": "v  省略された部分もすべて表示します",
  "That is all of it: nothing is cut short above.": "これで全部です。上に省略はありません。",
  "Esc, Ctrl-C  no, and stop here": "Esc, Ctrl-C  いいえ。ここで停止します",
  "Enter  yes: it is a new file inside the output directory":
    "Enter  はい(出力ディレクトリ内の新規ファイルのため)",
  "Enter  nothing": "Enter  何もしません",

  // Differences.
  "line {1}": "{1} 行目",
  "nothing changes": "変更はありません",
  "the file is empty": "ファイルは空です",
  "too different to compare: all {1} lines are replaced":
    "違いが大きく比較できません。{1} 行すべてを置き換えます",
  "line ends change from {1} to {2}": "改行コードが {1} から {2} に変わります",
  "the last line end goes": "末尾の改行がなくなります",
  "a last line end comes": "末尾に改行が付きます",
  "{1}: Enter goes on, q goes back": "{1}。Enter で続き、q で戻る",

  // Rules that are kept.
  "This rule will be kept for the project; Enter saves it, edit it first if you like, Esc goes back.":
    "このルールをプロジェクトに保存します。Enter で保存、編集もできます。Esc で戻る。",
  "Not saved: {1}. What you mean all the same can be written into the settings by hand.":
    "保存しませんでした: {1}。必要であれば設定ファイルに直接書いてください。",
  "Saved: allow {1}  in {2}": "保存しました: allow {1}  ({2})",
  "Only what allows can be saved here.": "ここで保存できるのは許可のルールだけです。",

  // Several calls.
  "into {1}": "書き込み先 {1}",
  "{1} changed": "変更 {1} 件",
  "{1} that can RUN LATER, outside the fence": "あとで隔離の外で実行されうるもの {1} 件",
  "{1} OVERWRITTEN without having been read": "未読のまま上書き {1} 件",
  "{1} left out": "除外 {1} 件",
  "(left out)": "(除外)",
  "left out": "除外",
  "overwrites what was not read": "未読の内容を上書き",
  "in {1}": "場所 {1}",
  "fence {1}": "隔離 {1}",
  UNCONFINED: "隔離なし",
  "in the background": "バックグラウンド",
  "apply all": "すべて適用",
  "apply the rest": "残りを適用",
  "leave one out": "1 件を除外",
  none: "適用しない",
  "none, say why": "適用しない(理由を伝える)",
  "all applied": "すべて適用しました",
  "{1} applied, {2} left out": "{1} 件適用、{2} 件除外",
  "nothing applied": "適用しませんでした",
  "nothing applied, and the turn stops": "適用せず、ターンを停止します",
  "look at which? ": "どれを表示しますか? ",
  "leave out or take back which? ": "どれを除外または戻しますか? ",
  "There are {1}.": "{1} 件あります。",
  "The calls have changed since they were shown; none is run.":
    "表示したあとに呼び出しが変わったため、どれも実行しません。",
  "Enter applies only new files; here a applies all, n nothing.":
    "Enter で適用できるのは新規ファイルだけです。a ですべて適用、n で適用しません。",
  "a applies all, n nothing, ? explains the rest.":
    "a ですべて適用、n で適用しない、? でほかのキーの説明。",
  "a  apply everything that is not left out": "a  除外したもの以外をすべて適用します",
  "1-9  look at one, as a diff; v asks for the number":
    "1-9  1 件を差分で表示します。v は番号を尋ねます",
  "x  leave one out, or take it back in": "x  1 件を除外、または戻します",
  "n  apply nothing": "n  何も適用しません",
  "t  apply nothing, and tell the model why": "t  何も適用せず、理由をモデルに伝えます",
  "edit one": "1 件を編集",
  "(edited)": "(編集済み)",
  "edit which? ": "どれを編集しますか? ",
  "It cannot be edited here; t tells the model what to change.":
    "ここでは編集できません。t で変更点をモデルに伝えられます。",
  "e  change one before it is applied": "e  1 件を適用前に変更します",
  "Esc, Ctrl-C  apply nothing, and stop here": "Esc, Ctrl-C  何も適用せず、ここで停止します",

  // Questions of the model.
  ", ": "、",
  "answers> ": "回答> ",
  "answer> ": "回答> ",
  "Enter takes what is marked *": "Enter で * の付いたものに決定",
  "2=1 or 2=words changes one": "2=1 や 2=言葉 で変更",
  "2=words changes one": "2=言葉 で変更",
  "a number or words answer it": "番号か言葉で回答",
  "Esc cancels": "Esc で取り消し",
  "? help": "? で説明",
  besides: "そのほか",
  "Enter  the answers that are marked *": "Enter  * の付いた答えに決定",
  "4=2  the second choice of question 4      4=words  an answer of your own":
    "4=2  質問 4 の 2 番目の選択肢      4=言葉  自分の答え",
  "words without a number go to the model besides the answers":
    "番号のない言葉は、答えと一緒にモデルへ伝えます",
  "Esc, Ctrl-C  no answer, and the turn stops": "Esc, Ctrl-C  答えずに、ターンを停止します",
  "(needs an answer)": "(回答が必要です)",
  "Answer what is open": "未回答のものに答えてください",
  "Enter takes these": "Enter でこの内容に決定",
  "Question {1} has no default; answer it with {1}=...":
    "質問 {1} には既定の答えがありません。{1}=... で答えてください",
  "There is no question {1}.": "質問 {1} はありません。",
  "Which question is that for? Write 2=words, or Enter for what is marked.":
    "どの質問への答えですか? 2=言葉 のように書くか、Enter で印の付いたものに決定します。",
  "An answer is missing.": "答えがありません。",
  "There are {1} choices, not {2}; other words are fine too.":
    "選択肢は {1} 個です({2} はありません)。ほかの言葉でも答えられます。",

  // Skills.
  "This folder brings 1 skill that nobody has approved as it stands":
    "このフォルダーには、未承認のスキルが 1 件あります",
  "This folder brings {1} skills that nobody has approved as they stand":
    "このフォルダーには、未承認のスキルが {1} 件あります",
  "A skill is a procedure that the model follows. It approves nothing: what it leads to is asked as always.":
    "スキルはモデルが従う手順です。承認にはなりません。実行する内容はいつもどおり確認します。",
  "trust it": "信頼する",
  "trust all": "すべて信頼",
  "trust the rest": "残りを信頼",
  "read it": "読む",
  "read one": "1 件を読む",
  "read which? ": "どれを読みますか? ",
  new: "新規",
  "CHANGED since it was approved": "承認後に変更あり",
  says: "説明",
  file: "ファイル",
  programs: "実行物",
  wants: "希望",
  warning: "警告",
  changes: "変更点",
  "{1} (asked when it is used)": "{1}(使うときに確認します)",
  "link out of the folder, not followed": "フォルダー外へのリンク(たどりません)",
  "{1}; its number shows everything": "{1}。番号を押すとすべて表示",
  "changed {1}": "変更 {1}",
  "added {1}": "追加 {1}",
  "removed {1}": "削除 {1}",
  "a    trust what is not left out, until its content changes; kept for later sessions":
    "a    除外したもの以外を、内容が変わるまで信頼します。次回以降も有効です",
  "1-9  read one in full: its files, its text, and what changed; v asks for the number":
    "1-9  1 件を全文表示します(ファイル、本文、変更点)。v は番号を尋ねます",
  "x    leave one out, or take it back in": "x    1 件を除外、または戻します",
  "n    use none of them in this session; asked again in the next":
    "n    このセッションではどれも使いません。次回また確認します",
  "{1} trusted": "{1} 件を信頼しました",
  "{1} trusted, {2} not": "{1} 件を信頼、{2} 件は信頼しませんでした",
  "not used in this session": "このセッションでは使いません",
  "a trusts them, n does not, ? explains.": "a で信頼、n で信頼しない、? で説明。",
  "The skill {1} asks that these go through unasked in this session":
    "スキル {1} が、このセッション中に次のものを確認なしで実行することを求めています",
  "not granted, asked as always: {1}  ({2})": "許可しません。いつもどおり確認: {1}({2})",
  "needs no approval: {1}": "承認は不要: {1}",
  "[y] approve these  [n] no, use the skill without  [?] help":
    "[y] 許可する  [n] 許可せずにスキルを使う  [?] ヘルプ",
  "approved for this session": "このセッション中は許可します",
  "not approved; the skill is used without it": "許可せずにスキルを使います",
  "y approves these, n does not, ? explains.": "y で許可、n で許可しない、? で説明。",
  "y  these go through unasked until the session ends; everything else is asked as always":
    "y  セッションが終わるまで確認なしで実行します。ほかはいつもどおり確認します",
  "n  the skill is used all the same, and everything is asked as always":
    "n  スキルは使い、すべていつもどおり確認します",
  "Esc  the same as n      Ctrl-C  no, and the turn stops":
    "Esc  n と同じ      Ctrl-C  いいえ。ターンを停止します",

  // Settings and notes of a folder.
  "This folder brings what nobody has trusted as it stands: {1}":
    "このフォルダーには、まだ信頼されていないものがあります: {1}",
  is: "種類",
  "settings: they can tighten what goes through, never loosen it":
    "設定: 制限を強めるだけで、緩めることはありません",
  "notes that the model reads: they allow nothing": "モデルが読むメモ: 何も許可しません",
  "CHANGED since it was trusted": "信頼後に変更あり",
  "not in this session": "このセッションでは使わない",
  "never, unless it changes": "変わるまで使わない",
  "trusted, until it changes": "内容が変わるまで信頼します",
  "not used, and not asked about again until it changes":
    "使いません。内容が変わるまで再び確認しません",
  "y trusts what is shown, n does not, d never does; a number reads one.":
    "y で表示したものを信頼、n で信頼しない、d で今後も使わない。番号で全文表示。",
  "{1} more of {2} go, not listed": "{2} のうち、ほかに {1} 件が消えます(一覧にありません)",
  "is kept of what fits in 32 MiB: /undo brings it back":
    "32 MiB に収まる分は残します: /undo で戻せます",
  "is kept: /undo brings it back": "残します: /undo で戻せます",
  "NONE is kept of {1}": "残しません: {1}",
  stashes: "退避",
  discards: "破棄",
  "git stash pop brings it back": "git stash pop で戻せます",
  "NO copy is kept, /undo does not bring it back": "控えはなく、/undo では戻せません",
  "changes that are not committed; which ones is known only when it runs":
    "コミットしていない変更。どれかは実行時にしか分かりません",
  "what is staged; no file is changed besides":
    "ステージ済みの内容。ほかに変更されたファイルはありません",
  "changes that are not committed in {1}: {2}": "コミットしていない変更 {1}: {2}",
  "{1}; what is staged as well": "{1}。ステージ済みの内容も含む",
  removes: "削除",
  "{1} that .gitignore names stay": ".gitignore にある {1} 件は残ります",
  copy: "控え",
  "{1} (what goes is known only when it runs)": "{1}(何が消えるかは実行するまで分かりません)",
  "more than {1}": "{1} 超",

  // A command whose time is up.
  "TIME?": "どうしますか?",
  "{1} are over, and this still runs": "{1} が過ぎましたが、まだ実行中です",
  "It printed last:": "最後の出力:",
  "keep it in the background": "バックグラウンドで続ける",
  "{1} more": "さらに {1} 待つ",
  "end it": "終了させる",
  "kept in the background": "バックグラウンドで続けます",
  ended: "終了させました",
  "ended, and the turn stops": "終了させ、ターンも停止します",
  "It has ended by itself.": "コマンドは自分で終了しました。",
  "b keeps it, m gives it more time, e ends it.": "b で続行、m で待ち時間を追加、e で終了です。",
  "b  it goes on: /ps lists it, /stop ends it, the model can read on, exit ends it":
    "b  そのまま続けます。/ps で一覧、/stop で終了。モデルは出力の続きを読めます。Skillet の終了時に終わります",
  "m  it is waited for another {1}; then you are asked again":
    "m  さらに {1} 待ち、その後もう一度確認します",
  "e  it is ended, and the model is told": "e  終了させ、モデルに伝えます",
  "Esc, Ctrl-C  end it, and stop here": "Esc, Ctrl-C  終了させ、ここで停止します",
  "Until you answer it runs on. If it ends by itself, no answer is needed.":
    "答えるまで実行は続きます。コマンドが自分で終われば、答えは要りません。",
};
