/** Settings: what is wrong with one, and what holds where none is set. */
export const settings = {
  "Wanted by the project, and not used:": "プロジェクトが求め、使われないもの:",
  "Files:": "ファイル:",
  "(not there)": "(ありません)",
  "({1}, not used)": "({1}、不使用)",
  "(none)": "(なし)",
  declined: "断られたもの",
  "{1} is no longer set in {2}": "{1} の設定を {2} から取り除きました",
} as const;

export const settingsTold = {
  "the provider's": "プロバイダーの値",
  "by URL or key": "URL または鍵による",
  "as the endpoint does": "エンドポイントに従う",
  "as learned, or as its family has it": "学んだ値か系統の値",
  "no limit": "上限なし",
  "on a terminal": "端末では有効",
  "as the locale has it": "ロケールに従う",
  "a project may tighten, never loosen": "プロジェクトは厳しくできても緩められません",
  "which skills are switched off is the user's to say": "無効にするスキルはユーザーが決めます",
  "it is the user's terminal": "ユーザーの端末の設定です",
  "it would run outside the fence": "隔離の外で動いてしまいます",
  "it is the user who reads": "読むのはユーザーです",
  "it has changed since it was trusted; skillet config trust":
    "信頼したあとに変わりました。skillet config trust",
  "this folder is not trusted; skillet config trust":
    "このフォルダーは信頼されていません。skillet config trust",
  "[not the name of a variable]": "[変数名ではありません]",
  "skillet config {1} needs a setting.": "skillet config {1} には設定の名前が必要です。",
  "For example: skillet config {1} model{2}": "例: skillet config {1} model{2}",
  'There is no setting "{1}".': "「{1}」という設定はありません。",
  "skillet config list shows them all.": "すべての設定は skillet config list で見られます。",
  "skillet config list shows every setting.": "すべての設定は skillet config list で見られます。",
  "skillet config list shows what is set now.": "今の設定は skillet config list で見られます。",
  "skillet config list shows who sets what.":
    "何がどこで設定されているかは skillet config list で見られます。",
  "skillet config set {1} needs a value.": "skillet config set {1} には値が必要です。",
  "For example: skillet config set {1} VALUE; unset takes it out.":
    "例: skillet config set {1} VALUE。unset で取り除きます。",
  "{1} is not set in {2}.": "{1} は {2} で設定されていません。",
  "{1} must be {2}.": "{1} に指定できるのは{2!}です。",
  '{1}: "{2}" must be {3}.': "{1}: 「{2}」に指定できるのは{3~}です。",
  "{1} must be {2}, not {3}.": "{1} に指定できるのは{2!}です({3} は不可)。",
  "skillet --help names the values.": "値は skillet --help で見られます。",
  "a text": "文字列",
  "true or false": "true または false",
  "one of {1}": "{1} のいずれか",
  "a whole number of {1} above 0": "1 以上の整数({1})",
  "a whole number above 0": "1 以上の整数",
  "an amount above 0": "0 より大きい金額",
  "an amount from 0 up": "0 以上の金額",
  "a time above 0 such as 90s, 10m or 1h30m": "90s、10m、1h30m のような 0 より長い時間",
  'a list of rules such as "allow shell:npm test"': '"allow shell:npm test" のようなルールの一覧',
  "a list of skill names": "スキル名の一覧",
  "a short name such as USD": "USD のような短い名前",
  "an endpoint": "エンドポイント",
  "That looks like a key, and settings hold none.": "鍵のように見えます。設定に鍵は書けません。",
  "That is not the name of a variable.": "変数名ではありません。",
  "Put the key into a variable, export MY_KEY=..., and set apiKeyEnv to its name, MY_KEY.":
    "export MY_KEY=... で鍵を変数に入れ、apiKeyEnv にその名前 MY_KEY を設定してください。",
  "here {1} ({2}) wins over it.": "ここでは {1} ({2}) が優先されます。",
  'skillet config cannot "{1}".': "skillet config に「{1}」はありません。",
  "export EDITOR=nano, or open the file yourself: {1}":
    "export EDITOR=nano とするか、自分でファイルを開いてください: {1}",
  "{1} needs a terminal, and there is none.": "{1} には端末が必要ですが、ありません。",
  "Set one value: skillet config set NAME VALUE; or change the file yourself: {1}":
    "値を 1 つ設定: skillet config set NAME VALUE。または自分でファイルを変更してください: {1}",
  "Set HOME (or SKILLET_CONFIG_DIR) to a folder of yours, or make the file readable.":
    "HOME (または SKILLET_CONFIG_DIR) を自分のフォルダーに設定するか、ファイルを読めるようにしてください。",
  "Mend it or take it away; skillet config path names the file.":
    "直すか取り除いてください。ファイルの場所は skillet config path で分かります。",
  "The editor failed: {1}": "エディターが失敗しました: {1}",
  "Open the file yourself: {1}": "自分でファイルを開いてください: {1}",
  '{1}: unknown setting "{2}" is ignored.': "{1}: 不明な設定「{2}」は無視します。",
  '{1}: unknown setting "{2}" is ignored; did you mean "{3}"?':
    "{1}: 不明な設定「{2}」は無視します。「{3}」のことですか?",
  '{1}: "{2}" is ignored: {3}.': "{1}: 「{2}」は無視します: {3~}。",
  "{1}: allow rules are ignored: {2}.": "{1}: 許可のルールは無視します: {2~}。",
  "Mend the file; it is JSON, comments are allowed.":
    "ファイルを直してください。JSON で、コメントも書けます。",
  "{1} must hold one object.": "{1} の中身は 1 つのオブジェクトでなければなりません。",
  'Start with { "model": "..." }.': '{ "model": "..." } から始めてください。',
  "{1} is nested too deep.": "{1} の入れ子が深すぎます。",
  "Mend the file; skillet config schema shows what it can hold.":
    "ファイルを直してください。書ける内容は skillet config schema で見られます。",
  "Cannot read {1}: {2}": "{1} を読めません: {2}",
  "Cannot read {1}: {2}.": "{1} を読めません: {2~}。",
  "it must hold approved skills by folder": "フォルダーごとの承認済みスキルでなければなりません",
  "it must hold lists of rules by folder": "フォルダーごとのルールの一覧でなければなりません",
  "{1} must be a JSON list of folders.": "{1} はフォルダーの JSON の一覧でなければなりません。",
  "Mend it, or delete it: skills of projects are then asked about again.":
    "直すか削除してください。削除するとプロジェクトのスキルを改めて確認します。",
  "Mend it, or delete it: what it allowed is then asked again.":
    "直すか削除してください。削除すると許可されていたことを改めて確認します。",
  "Mend it, or delete it: folders are then asked about again.":
    "直すか削除してください。削除するとフォルダーを改めて確認します。",
  "Not a port: {1}": "ポート番号ではありません: {1}",
  "For example --open 5000.": "例: --open 5000",
  "{1} is not used: {2}.": "{1} は使いません: {2~}。",
  "it is a link that leads out of the folder": "フォルダーの外を指すリンクです",
  "it is no plain file": "通常のファイルではありません",
  "it has {1} bytes; at most {2} are read": "{1} バイトあります。読むのは {2} バイトまでです",
  "it is not UTF-8": "UTF-8 ではありません",
  "{1} is being changed by something else.": "{1} はほかのプログラムが変更中です。",
  "Nothing was written; try again.": "何も書き込んでいません。やり直してください。",
  "{1} cannot be {2}: {3}": "{1} の{2~}に失敗しました: {3}",
  "Mend its permissions, or set SKILLET_CONFIG_DIR.":
    "権限を直すか、SKILLET_CONFIG_DIR を設定してください。",
};
