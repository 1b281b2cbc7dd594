/** What is wrong with the file of a session, and what to do about it: stored in English, translated when it is shown. */
export const logs = {
  "{1} (at byte {2}, {3} bytes).": "{1!}({2} バイト目から {3} バイト)。",
  "The last line was cut short": "最後の行が途中で切れています",
  "A record without the fields of its type was skipped": "必要な項目のない記録を飛ばしました",
  "Damaged line skipped": "壊れた行を飛ばしました",
  "Damaged line skipped, in part": "壊れた行の一部を飛ばしました",
  "{1} records stood on one line; all are kept": "1 行に {1} 件の記録がありました。すべて残します",
  "Entry {1} follows {2}: {3}": "記録 {2} の次が {1} です: {3!}",
  "a gap": "欠けがあります",
  "a repeat": "重複しています",
  "Set aside in {1}.": "{1} に移しました。",
  "A grant in this log was not given here: what it allowed is asked again.":
    "このログの許可 1 件はここで与えられたものではありません。許可されていたことは改めて確認します。",
  "{1} grants in this log were not given here: what they allowed is asked again.":
    "このログの許可 {1} 件はここで与えられたものではありません。許可されていたことは改めて確認します。",
  "This session was written in version {1} of the log; this Skillet reads version {2} ({3}).":
    "このセッションはログの版 {1} で書かれています。この Skillet が読めるのは版 {2} です({3})。",
  "Update Skillet.": "Skillet を更新してください。",
  "The file was left as it is.": "ファイルはそのままです。",
  "The session log could not be {1}: {2} ({3}).":
    "セッションのログの{1!}に失敗しました: {2~} ({3})。",
  written: "書き込み",
  synced: "同期",
  opened: "読み込みの準備",
  read: "読み取り",
  removed: "削除",
  repaired: "修復",
  locked: "ロック",
  "no space left on the disk": "ディスクに空きがありません",
  "the disk quota is used up": "ディスクの割り当てを使い切りました",
  "the disk reports an input/output error": "ディスクが入出力エラーを返しました",
  "the file system is read-only": "ファイルシステムが読み取り専用です",
  "permission denied": "権限がありません",
  "not permitted": "許可されていません",
  "it is a symbolic link": "シンボリックリンクです",
  "it is not a plain file": "通常のファイルではありません",
  "Free some space.": "空きを作ってください。",
  "Check the disk.": "ディスクを確認してください。",
  "Check the disk, then try again.": "ディスクを確認し、やり直してください。",
  "Set SKILLET_STATE_DIR to a folder that can be written.":
    "SKILLET_STATE_DIR に書き込めるフォルダーを指定してください。",
  "Set SKILLET_STATE_DIR to a folder of your own.":
    "SKILLET_STATE_DIR に自分のフォルダーを指定してください。",
  "Put a plain file in its place.": "通常のファイルに置き換えてください。",
  "What was done until then stands in the log.": "それまでの作業はログに残っています。",
  "Go on with: skillet -c": "続きから: skillet -c",
  "The first line of this session cannot be read ({1}).":
    "このセッションの最初の行が読めません({1})。",
  "Session {1} has no entry {2}.": "セッション {1} に記録 {2} はありません。",
  "Its entries are 1 to {1}: skillet sessions show {2} --json":
    "記録は 1 から {1} までです: skillet sessions show {2} --json",
  "Session {1} has no turn {2}.": "セッション {1} にターン {2} はありません。",
  "It has none yet.": "まだ 1 つもありません。",
  "Its turns are 1 to {1}.": "ターンは 1 から {1} までです。",
  "This session is open in {1}.": "このセッションは{1!}で開かれています。",
  "process {1}": "プロセス {1} ",
  "another container on this machine, process {1}": "このマシンの別のコンテナー(プロセス {1})",
  "Close it there, or go on in a copy of it: --fork-session":
    "そちらを終了するか、コピーで続けてください: --fork-session",
  "If it is gone for good, remove {1}*": "もう存在しない場合は {1}* を削除してください",
  "{1} is in the place of a lock, and is no plain file.":
    "ロックの場所にある {1} は通常のファイルではありません。",
  "Remove it.": "削除してください。",
  "There is a session {1} already ({2}).": "セッション {1} はすでにあります({2})。",
  '"{1}" is the name of {2} sessions.': "「{1}」という名前のセッションが {2} 件あります。",
  '"{1}" is the start of the id or name of {2} sessions.':
    "id か名前が「{1}」で始まるセッションが {2} 件あります。",
  "Give the id: {1}": "id を指定してください: {1}",
  "Give more of it, or the id: {1}": "続きの文字か id を指定してください: {1}",
  "it cannot be read: {1}": "読めません: {1}",
};
