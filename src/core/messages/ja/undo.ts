/** Undo and redo, and what can be undone. */
export const undo = {
  undo: "取り消し",
  "/undo {1} (later: skillet undo {1})": "/undo {1} (あとから: skillet undo {1})",
  "{1}; the last: {2}": "{1}。最後: {2}",
  "; what commands changed only where you say so": "。コマンドによる変更は指定したものだけ戻ります",
  'UNDO {1} (before "{2}")': "取り消し {1} (「{2}」の前へ)",
  "UNDO {1}": "取り消し {1}",
  "REDO {1} (takes back {2})": "やり直し {1} ({2} を取り消す)",
  restore: "復元",
  "remove (made by it)": "削除 (このターンで作成)",
  "make again": "作り直す",
  "is so already": "すでにその状態",
  "left alone: {1}": "触れません: {1}",
  "{1}, although {2}": "{1}: {2}",
  "kept: {1}": "残す: {1}",
  "Nothing outside {1} is touched; git and installed packages stay as they are.":
    "{1} の外には触れません。git とインストール済みのパッケージはそのままです。",
  "Commands ran in that turn: what they changed is not taken back.":
    "このターンではコマンドも実行されました。その変更は取り消されません。",
  "Commands ran in that turn: what they changed goes back only where you say so; of what is not listed there is no copy.":
    "このターンではコマンドも実行されました。その変更は指定したものだけ戻ります。一覧にないものの控えはありません。",
  "Nothing to do: the files of {1} are as they were before it.":
    "することはありません: {1} のファイルはその前の状態です。",
  "{1} restored": "{1} 件を復元",
  "{1} made again": "{1} 件を再作成",
  "{1} removed": "{1} 件を削除",
  "{1} kept": "{1} 件はそのまま",
  "{1} was left: {2}": "{1} はそのままです: {2}",
  finished: "完了",
  "Undone {1}: {2}. Back: {3}": "{1} を取り消しました: {2}。元に戻す: {3}",
  "Redone {1}: {2}. Back: {3}": "{1} をやり直しました: {2}。元に戻す: {3}",
  "Nothing was changed.": "何も変更していません。",
  "took back {1}": "{1} を取り消し",
  "(taken back by {1})": "({1} で取り消し済み)",
  "(interrupted)": "(途中で中断)",
  "No file has been changed in this session.": "このセッションではファイルは変更されていません。",
  "Nothing to undo. /checkpoints lists what there is.":
    "取り消すものはありません。/checkpoints で一覧。",
  "Nothing to redo. /checkpoints lists what there is.":
    "やり直すものはありません。/checkpoints で一覧。",
  "do it": "実行",
  "leave it so": "このままにする",
  "restore what is kept": "残すものも復元",
  "keep it after all": "やはり残す",
  "which? a number, or a for all of them ": "どれ? 番号、または a ですべて ",
  "Only the keys that are shown answer this.": "表示されているキーで答えてください。",
  "No change of a file stands.": "有効なファイルの変更はありません。",
  "before {1}": "{1} の前",
  "before this session": "このセッションの前",
  "its content from {1} is no longer kept": "{1}の内容はもう保存されていません",
  "not there, as before": "以前と同じく存在しません",
  "removed since {1}": "{1}にあったものが削除済み",
  "as it was {1}": "{1}と同じ",
  "binary, {1} then, {2} now": "バイナリ、以前 {1}、現在 {2}",
  "changed since {1}  {2}": "{1}からの変更  {2}",
  "new since {1}  {2}": "{1}にはなかった  {2}",
};

export const undoTold = {
  "take back the files of the last turn; /undo c2 those of a checkpoint":
    "前のターンのファイル変更を取り消す。/undo c2 でそのチェックポイント",
  "put back what the last /undo took; /redo c2 that of a checkpoint":
    "最後の /undo をやり直す。/redo c2 でそのチェックポイント",
  "what can be undone: the files that each turn changed":
    "取り消せるもの: 各ターンが変更したファイル",
  "what the last turn changed; /diff c2 since a checkpoint, /diff FILE since the start":
    "前のターンの変更。/diff c2 はチェックポイントから、/diff FILE は最初から",
  "changed while a command ran": "コマンドの実行中に変更されています",
  "changed since, by you or a command": "その後に変更されています (あなたまたはコマンド)",
  "removed since, by you or a command": "その後に削除されています (あなたまたはコマンド)",
  "changed again by {1}": "{1} で再び変更されています",
  "its earlier content is no longer kept": "以前の内容はもう保存されていません",
  "its earlier content is damaged or no longer kept":
    "以前の内容は壊れているか、もう保存されていません",
  "it was changed just now": "たった今変更されました",
};
