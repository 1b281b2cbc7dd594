/** Sentences that are stored in English and translated when they are shown: reasons, notices, errors, and one line for each slash command. */
export const told = {
  "this list": "この一覧",
  "leave (or Ctrl-C twice, or Ctrl-D)": "終了(Ctrl-C 2 回、または Ctrl-D でも)",
  "the skills that are loaded, and what could not be": "読み込んだスキルと、読み込めなかったもの",
  "what was done and proven so far": "ここまでに行ったことと検証の結果",
  "the model in use; /model NAME changes it, from the next message on":
    "使用中のモデル。/model NAME で次の依頼から変更",
  "commands running in the background": "バックグラウンドで実行中のコマンド",
  "stop one of them: /stop p1; without a name all of them":
    "その 1 つを停止: /stop p1。名前なしですべて",
  "look at a running app: /open 5000 makes it reachable for your browser":
    "動いているアプリを見る: /open 5000 でブラウザーから開けます",
};
