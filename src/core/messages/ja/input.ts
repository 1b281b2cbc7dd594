/** Of the line that is typed. */
export const input = {
  "The up key brings the text back.": "上キーで入力を戻せます。",
  "Set $VISUAL or $EDITOR to the editor that Ctrl-G should open.":
    "Ctrl-G で開くエディターを $VISUAL か $EDITOR に設定してください。",
  "The editor failed; nothing was changed.": "エディターが失敗しました。何も変わっていません。",
  "The editor opens between turns.": "エディターはターンの合間に開けます。",
  "(nothing to complete)": "(補完できるものがありません)",
  "(nothing earlier holds this)": "(履歴に見つかりません)",
  "next> ": "次> ",
  "[paste {1}: {2}]": "[貼り付け {1}: {2}]",
  "queued: {1}": "送信待ち: {1}",
  "… {1} more": "… ほか {1}",
  "Which command? For example: !ls -l": "どのコマンドですか。例: !ls -l",
  "!COMMAND runs a command of yours in the fence; @ completes a file, Tab commands and files; Ctrl-R searches earlier prompts; Ctrl-J is a new line.":
    "!コマンド はあなたのコマンドを隔離内で実行。@ でファイル、Tab でコマンドとファイルを補完、Ctrl-R で履歴検索、Ctrl-J で改行。",
};
