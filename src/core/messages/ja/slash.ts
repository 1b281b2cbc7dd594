/** What slash commands say of themselves and answer: written in English, translated when it is shown. */
export const slash = {
  "the default": "既定",
  chosen: "指定",
  "as it was learned from this endpoint": "このエンドポイントで学習した順",
  "as this family of models takes it best": "このモデル系統に最も合う順",
  "changed from {1} in this session: {2}": "このセッションで {1} から変更: {2}",
  "/cost shows the tokens used so far.": "/cost でこれまでのトークン数を表示します。",
  "A key is read from the environment: skillet doctor checks the endpoint.":
    "キーは環境変数から読みます。skillet doctor で接続先を確認できます。",
  "Nothing is compacted here: /clear begins anew, /fork goes on from an earlier turn.":
    "ここでは要約(圧縮)を行いません。/clear で新しく始めるか、/fork で前のターンから続けてください。",
  "The model gets AGENTS.md of the folder as notes: write it, or ask for it.":
    "フォルダーの AGENTS.md がメモとしてモデルに渡されます。自分で書くか、作成を依頼してください。",
  "Settings are seen and changed outside the conversation: skillet config list.":
    "設定の確認と変更は会話の外で行います: skillet config list",
  "Outside the conversation: skillet doctor.": "会話の外で実行します: skillet doctor",
  "/receipt shows what was done and proven, /cost the tokens, skillet config list the settings.":
    "/receipt で行ったことと検証の結果、/cost でトークン数、skillet config list で設定を表示します。",
  "go on with another session: /resume shows them, /resume ID or NAME":
    "別のセッションを続ける: /resume で一覧、/resume ID または名前",
  "go on in a copy of this session: /fork shows its turns, /fork 2 copies the first two":
    "このセッションのコピーで続ける: /fork でターン一覧、/fork 2 で最初の 2 つをコピー",
  "give this session a name to resume it by: /name TEXT": "再開に使う名前を付ける: /name TEXT",
  "a new conversation; the files stay, and so does the earlier one":
    "新しい会話を始める。ファイルも前の会話も残ります",
  "the last answer into the clipboard": "最後の回答をクリップボードへ",
  "this session as a page: /export FILE, ending in .md, .html or .json; -y overwrites":
    "このセッションを書き出す: /export FILE(.md、.html、.json)。-y で上書き",
  "write the next message in your editor; saved and closed, it is sent, empty it is not":
    "次の依頼をエディターで書く。保存して閉じると送信、空なら送信しません",
  "tokens of this session so far, by model, and what they cost where you gave prices":
    "このセッションのトークン数(モデル別)と、価格を設定した場合の費用",
  "what a bug report needs, in a file; nothing is sent":
    "不具合の報告に必要な情報をファイルに書く。何も送信しません",
  "No rules.": "ルールはありません。",
  "Add one: skillet permissions add RULE": "追加: skillet permissions add RULE",
  "rules, deny first, then the most specific ({1}):":
    "ルール(拒否が優先、次により具体的なもの。{1} 件):",
  "granted in this session ({1}):": "このセッションで許可したもの({1} 件):",
  "/approvals revoke N takes one back, /approvals revoke all every one.":
    "/approvals revoke N で 1 件、/approvals revoke all ですべて取り消せます。",
  "Taken back: allow {1}": "取り消しました: allow {1}",
  "There are {1}; /approvals lists them.": "{1} 件あります。/approvals で一覧。",
  "There are none.": "1 件もありません。",
  "Mode yolo is not taken up on the way.": "モード yolo へは途中で変更できません。",
  "Start with it: skillet -c --approval-mode yolo":
    "起動時に指定してください: skillet -c --approval-mode yolo",
  "Modes: ask, auto-edit, plan.": "モード: ask、auto-edit、plan。",
  "This folder has no other session to go on with.":
    "このフォルダーには、ほかに続けられるセッションがありません。",
  "A name needs a letter that can be seen.": "名前には見える文字が必要です。",
  "There is nothing to copy yet.": "まだコピーするものがありません。",
  "There is no turn {1}.": "ターン {1} はありません。",
  "Its turns are 1 to {1}: /fork shows them.": "ターンは 1 から {1} です。/fork で一覧。",
  "This is the session that is open.": "今開いているセッションです。",
  "This folder has no session to go on with.":
    "このフォルダーには続けられるセッションがありません。",
  "See those of every folder: skillet sessions list --all":
    "すべてのフォルダーの一覧: skillet sessions list --all",
  "There is no answer to copy yet.": "まだコピーする回答がありません。",
  "Write it to a file: /export FILE": "ファイルに書き出してください: /export FILE",
  "No editor is set.": "エディターが設定されていません。",
  "For example: export EDITOR=nano": "例: export EDITOR=nano",
  "The editor failed; nothing is sent.": "エディターが失敗したため、何も送信しません。",
  "{1} was interrupted, its outcome is unknown.": "{1} は中断されました。結果は不明です。",
  "There are no saved checks yet.": "保存された検証はまだありません。",
  "They come with a skill, or with the first verify of the model.":
    "スキルに含まれるか、モデルが最初に検証したときに保存されます。",
  "/verify takes no words: it runs the checks that are saved.":
    "/verify は引数を取りません。保存された検証を実行します。",
  "No skills.": "スキルはありません。",
  "AGENTS.md is long: the model gets {1} of {2} bytes.":
    "AGENTS.md が長いため、モデルに渡すのは {2} バイトのうち {1} バイトです。",
};
