/** Listings of sessions, skills and rules, and what changes them. */
export const listings = {
  "No sessions here yet. --all lists those of every folder.":
    "ここにはまだセッションがありません。--all ですべてのフォルダーの一覧。",
  "No sessions anywhere yet.": "まだどこにもセッションがありません。",
  "Remove session {1} for good?": "セッション {1} を完全に削除しますか?",
  "Removed {1}.": "{1} を削除しました。",
  interrupted: "中断",
  failed: "失敗",
  done: "完了",
  "No skills. Make one: skillet skills new NAME":
    "スキルはありません。作るには: skillet skills new NAME",
  "Made {1}": "作成しました: {1}",
  "Write what it does and when to use it into `description`, then the steps.":
    "`description` に何をするか、いつ使うかを書き、続けて手順を書きます。",
  "Write the steps.": "手順を書きます。",
  "Look at it as the loader does: {1}": "読み込まれるとおりに確かめる: {1}",
  "Try it: skillet, then {1}": "試す: skillet を起動し、{1} と入力",
  "Does it start when it should? Put prompts into evals.jsonl beside it: {1}":
    "使うべきときに始まるか: 隣の evals.jsonl にプロンプトを書き、{1}",
  "This folder is not trusted yet: start with --trust-project-skills.":
    "このフォルダーはまだ信頼されていません。--trust-project-skills を付けて起動してください。",
  "(only you start it)": "(あなただけが開始)",
  "(the model starts it)": "(モデルが開始)",
  loaded: "読込済み",
  repaired: "修復済み",
  refused: "拒否",
  "NOT TRUSTED, not used": "信頼されていないため不使用",
  "switched off": "無効",
  "not used: {1} comes first": "不使用: {1} が優先",
  "files: {1}": "ファイル: {1}",
  "checks: {1}": "検証: {1}",
  error: "エラー",
  note: "注記",
  "Nothing was removed.": "何も削除していません。",
  "Nothing was installed.": "何も導入していません。",
  "Remove it?": "削除しますか?",
  "Remove these {1}?": "これら {1} 件を削除しますか?",
  "Install {1} into {2}?": "{1} を {2} に導入しますか?",
  "these {1} skills": "これら {1} 件のスキル",
  "Installed {1}": "導入しました: {1}",
  "Update {1}?": "{1} を更新しますか?",
  "Update {1}, and replace what was changed here?": "{1} を更新し、ここでの変更を置き換えますか?",
  "{1} stays as it is.": "{1} はそのままです。",
  "Updated {1}.": "{1} を更新しました。",
  "{1} is up to date.": "{1} は最新です。",
  "{1} is switched on.": "{1} を有効にしました。",
  "{1} is switched off.": "{1} を無効にしました。",
  "{1} was on already.": "{1} はすでに有効です。",
  "{1} was off already.": "{1} はすでに無効です。",
  "No rules: the approval mode alone decides. Add one: skillet permissions add RULE":
    "ルールはありません。承認モードだけで決まります。追加: skillet permissions add RULE",
  "(saved for this project)": "(このプロジェクトに保存)",
  "Saved: {1}  in {2}": "保存しました: {1}  保存先 {2}",
  "a {1} rule denies the same, and deny wins.":
    "{1} のルールが同じものを拒否しており、拒否が優先されます。",
  "Removed: {1}": "削除しました: {1}",
  "(rule {1})": "(ルール {1})",
  "s and p would save: {1}": "s と p で保存されるもの: {1}",
  nothing: "なし",
  "Trust this folder, as it stands?": "このフォルダーを今の内容で信頼しますか?",
  "It brings no settings and no notes.": "設定もメモもありません。",
  "Trusted. Its skills are asked about one by one when a session starts.":
    "信頼しました。スキルはセッション開始時に一つずつ確認します。",
  "{1} is no longer trusted.": "{1} の信頼を取り消しました。",
  "{1} was not trusted.": "{1} は信頼されていませんでした。",
  "Nobody is there to say so; nothing was changed.":
    "確認する相手がいないため、何も変更していません。",
} as const;

export const listingsTold = {
  "Yes is said by: {1}": "はいと答えるには: {1}",
  "its first line cannot be read": "最初の行が読めません",
  "it was written in version {1} of the log; this Skillet reads {2}":
    "ログの版 {1} で書かれています。この Skillet が読めるのは {2} です",
  "Nothing was changed: nobody is there to say yes.":
    "何も変更していません: 確認する相手がいません。",
};
