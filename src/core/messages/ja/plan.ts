/** Plans, and what was approved. */
export const plan = {
  "One entry per line: {1}. What is taken away is not covered, what is added is.":
    "1 行に 1 つ: {1}。消したものは範囲から外れ、加えたものは範囲に入ります。",
  "The plan is shown again before it counts.": "有効になる前に、計画をもう一度表示します。",
  "PLAN?": "計画を承認しますか?",
  "The model proposes to build this": "モデルの計画",
  package: "パッケージ",
  command: "コマンド",
  check: "検証",
  host: "接続先",
  port: "ポート",
  choice: "選択",
  packages: "パッケージ",
  ports: "ポート",
  choices: "選択",
  covers: "承認の範囲",
  covered: "承認済み",
  "needs no approval": "承認は不要",
  "asked when it comes": "実行時に確認",
  "not covered": "範囲外",
  "no host": "なし",
  "the saved ones, which verify runs": "保存済みの検証。verify が実行します",
  "{1}  for these commands only": "{1}  これらのコマンドに限る",
  "{1}  on the session's own 127.0.0.1": "{1}  このセッション専用の 127.0.0.1",
  "the model says, unchecked:": "モデルの説明(未確認):",
  "REFUSED: {1}": "拒否: {1}",
  "asked when it comes: {1}": "実行時に確認: {1}",
  "{1} of {2} lines, exactly as they stand here": "{2} 行中 {1} 行、ここにあるとおりのものだけ",
  "{1} asked when they come": "実行時に確認 {1} 件",
  "{1} refused": "拒否 {1} 件",
  "changes to files that exist, other files, commands and hosts: asked as always":
    "既存ファイルの変更、ほかのファイル・コマンド・接続先: いつもどおり確認",
  "build it": "作る",
  "change, say what": "変更(内容を伝える)",
  "step by step": "1 つずつ確認",
  "approved: {1} covered; /approvals shows them": "承認しました: {1}。/approvals で確認できます",
  "approved step by step; nothing is granted":
    "1 つずつ確認しながら進めます。事前の許可はありません",
  "what should be different? ": "どこを変えますか? ",
  "b builds it, n does not, ? explains the rest.": "b で作る、n で作らない、? でほかのキーの説明。",
  "It covers what was not shown yet; here is all of it.":
    "まだ表示していない行も範囲に入ります。すべて表示します。",
  "The plan stands as it was.": "計画は元のままです。",
  "b  build it: what the plan covers goes through unasked until the session ends or another plan is approved;":
    "b  作る: 計画の範囲は、セッションが終わるか次の計画を承認するまで確認なしで進みます。",
  "   /approvals shows it and takes it back; everything else is asked as always":
    "   /approvals で確認・取り消しできます。ほかはいつもどおり確認します",
  "e  edit it as text; what is added is covered as well, and the plan is shown again":
    "e  テキストとして編集します。加えたものも範囲に入り、計画をもう一度表示します",
  "c  another plan, with your words for the model": "c  要望をモデルに伝えて計画を作り直させます",
  "s  the direction is right, but every step is asked; nothing is granted":
    "s  方針はよいが、毎回確認します。事前の許可はしません",
  "n  no; nothing is built      Esc, Ctrl-C  no, and the turn stops":
    "n  いいえ。何も作りません      Esc, Ctrl-C  いいえ。ターンを停止します",
  "run it": "起動",
  "{1} by the plan": "計画で承認 {1} 件",
  "{1} answered": "{1}に回答",
  "Mode plan for this request: nothing is changed before you approve the plan.":
    "この依頼は計画モードです。計画を承認するまで何も変更しません。",
  "No plan yet. /plan GOAL has one made before anything is changed.":
    "計画はまだありません。/plan 目的 で、何かを変更する前に計画を作らせます。",
  "Approved; {1} of its lines stand. /approvals lists them.":
    "承認済み。{1} 行が有効です。/approvals で一覧。",
  "Not approved.": "承認されていません。",
  "UNCONFINED: every command is asked, nothing is granted":
    "隔離なし: すべてのコマンドを確認し、何も許可しません",
  "the plan, exactly as it stands": "計画で承認、そのとおりのものだけ",
  "you, when a skill asked": "スキルの求めに応じて承認",
  "you, when asked for {1}": "{1} の確認時に承認",
  ", for {1} of it": "、{1}のみ",
  "The saved checks ran.": "保存された検証を実行しました。",
};
