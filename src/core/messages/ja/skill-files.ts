/** What is wrong with a skill's file, a folder of skills or an archive: stored in English, translated when it is shown. */
export const skillFiles = {
  "{1} is not used for skills: it lies in the output directory, where the model could write them.":
    "{1} はスキルに使いません。出力ディレクトリの中にあり、モデルが書ける場所だからです。",
  "skills of this folder are skipped, nobody has approved them: {1}.":
    "このフォルダーのスキルは、誰も承認していないため使いません: {1}。",
  "--trust-project-skills uses them in this run; a session at a terminal asks.":
    "この実行で使うには --trust-project-skills。ターミナルのセッションでは確認します。",
  "--skill {1}: there is no such file or folder.":
    "--skill {1}: そのファイルもフォルダーもありません。",
  "It lies in the output directory, where the model could write it.":
    "出力ディレクトリの中にあり、モデルが書ける場所です。",
  'The skill "{1}" is not used: {2} ({3}) has the same name and comes first.':
    "スキル「{1}」は使いません: 同じ名前の {2} ({3}) が優先されます。",
  'Skipped: the {1} skill "{2}" is not trusted.':
    "使いません: {1} のスキル「{2}」は信頼されていません。",
  "Cannot be read: {1}": "読めません: {1}",
  "Not JSON: {1}": "JSON ではありません: {1}",
  "Not a plain file.": "通常のファイルではありません。",
  "The file has {1} bytes; at most {2} are read.":
    "ファイルは {1} バイトあります。読むのは {2} バイトまでです。",
  "The file has {1} bytes; a skill file has at most {2}.":
    "ファイルは {1} バイトあります。スキルのファイルは {2} バイトまでです。",
  "The file is UTF-16; save it as UTF-8.": "ファイルが UTF-16 です。UTF-8 で保存してください。",
  "Binary file: U+0000 at byte {1} ({2} in all).":
    "バイナリーファイルです: {1} バイト目に U+0000(全部で {2} 個)。",
  "Not UTF-8: {1}, the first at byte {2}; save the file as UTF-8.":
    "UTF-8 ではありません: 最初の誤りは {2} バイト目({1!})。UTF-8 で保存してください。",
  "1 invalid sequence": "1 か所",
  "{1} invalid sequences": "{1} か所",
  "1 hidden character ({1})": "見えない文字 1 個({1})",
  "{1} hidden characters ({2})": "見えない文字 {1} 個({2})",
  "The file is empty.": "ファイルが空です。",
  "The text has {1}; they are taken out.": "本文に{1!}があります。取り除きます。",
  "The skill has no text besides its front matter.": "front matter のほかに本文がありません。",
  "No front matter: name and description are inferred from the folder and the text.":
    "front matter がありません。name と description はフォルダーと本文から補います。",
  "A link to a file elsewhere that does not say it is a skill: no description in front matter.":
    "別の場所のファイルへのリンクで、スキルだと書かれていません: front matter に description がありません。",
  "The front matter is larger than {1} bytes.": "front matter が {1} バイトを超えています。",
  "More than {1} blank lines in a row in the front matter.":
    "front matter に空行が {1} 行を超えて続いています。",
  "Text before the opening `---` is ignored.": "始まりの `---` より前の文章は無視します。",
  "The front matter stands inside a code fence.": "front matter がコードブロックの中にあります。",
  'The opening fence names the language "{1}"; front matter is YAML after a bare `---`.':
    "始まりの行に言語「{1}」があります。front matter は `---` だけの行に続く YAML です。",
  "The opening `---` is missing.": "始まりの `---` がありません。",
  "The opening fence has too many dashes.": "始まりの行のハイフンが多すぎます。",
  "The closing fence is not `---`.": "終わりの行が `---` ではありません。",
  "The closing `---` is missing before the heading.": "見出しの前に終わりの `---` がありません。",
  "The front matter is never closed: a line `---` is missing.":
    "front matter が閉じられていません: `---` の行がありません。",
  "The search stopped after {1} folders and {2} entries; what lies further is not loaded.":
    "フォルダー {1} 個、項目 {2} 個で探すのをやめました。その先は読み込みません。",
  "The link leads nowhere.": "リンクの先がありません。",
  "The link leaves the skill's folder; it is skipped.":
    "リンクがスキルのフォルダーの外を指すため飛ばします。",
  "The file has a setuid or setgid bit; no copy of it keeps that.":
    "setuid または setgid の付いたファイルです。コピーには引き継ぎません。",
  "Its name has {1}; the model is not told of it.": "名前に{1!}があります。モデルには伝えません。",
  "Not all files beside the skill can be listed: {1}":
    "スキルに付属するファイルをすべては一覧にできません: {1~}",
  "Folders nested more than {1} deep.": "フォルダーの階層が {1} を超えています。",
  "More than {1} files and folders.": "ファイルとフォルダーが {1} 個を超えています。",
  "checks.json must be a list of objects.":
    "checks.json はオブジェクトの一覧でなければなりません。",
  'An evaluation needs a "prompt".': "評価には「prompt」が必要です。",
  'An evaluation needs a "skill": a name, or null for none.':
    "評価には「skill」(名前、なければ null)が必要です。",
  "Only YAML front matter is read.": "読めるのは YAML の front matter だけです。",
  "`{1}` uses {2}, which front matter of a skill may not.":
    "`{1}` で{2!}が使われています。スキルの front matter では使えません。",
  "a YAML tag": "YAML のタグ",
  "a YAML anchor": "YAML のアンカー",
  "a YAML alias": "YAML のエイリアス",
  "brackets nested more than {1} deep": "{1} 段を超える括弧",
  "The front matter uses a YAML merge key.": "front matter で YAML のマージキーが使われています。",
  "Lists nested too deep.": "リストの入れ子が深すぎます。",
  "The front matter is nested too deep.": "front matter の入れ子が深すぎます。",
  "Not plain YAML: {1}.": "ふつうの YAML ではありません: {1}。",
  "The front matter uses YAML aliases.": "front matter で YAML のエイリアスが使われています。",
  "The front matter uses the reserved key `{1}`.":
    "front matter で予約されたキー `{1}` が使われています。",
  "A line starts with `---`": "`---` で始まる行があります",
  "A tab cannot indent a field": "項目の字下げにタブは使えません",
  "Text follows a quoted value": "引用符で囲んだ値のあとに文字があります",
  "The front matter must be a YAML mapping":
    "front matter は YAML のマッピングでなければなりません",
  "the description has no indented text": "description に字下げされた文章がありません",
  "Invalid YAML: {1}; read line by line.": "YAML に誤りがあります: {1~}。1 行ずつ読みました。",
  "Invalid YAML, and more than {1} fields to repair.":
    "YAML に誤りがあり、直す項目が {1} を超えています。",
  'Not a field: "{1}" is ignored.': "項目ではありません: 「{1}」は無視します。",
  "Tabs cannot indent YAML; they are read as two spaces.":
    "YAML の字下げにタブは使えません。空白 2 つとして読みます。",
  "`{1}`: {2}; read as text.": "`{1}`: {2~}。文字列として読みます。",
  "text on the line of a block mark": "ブロックの印と同じ行に文字があります",
  "a block whose lines are not indented alike": "ブロックの字下げがそろっていません",
  "quotes inside a quoted value": "引用符で囲んだ値の中に引用符があります",
  "brackets that YAML cannot read": "YAML で読めない括弧です",
  "a value cannot start with `{1}` unless quoted": "引用符なしの値は `{1}` で始められません",
  "a colon followed by a space in a value that is not quoted":
    "引用符のない値にコロンと空白があります",
  "a value that YAML cannot read": "YAML で読めない値です",
  "`{1}`: a list that YAML cannot read; its items are taken as text.":
    "`{1}`: YAML で読めないリストです。項目は文字列として扱います。",
  "Duplicate field `{1}`, with another value; remove one.":
    "項目 `{1}` が別の値で重複しています。一方を削除してください。",
  "Duplicate field `{1}`; the first one counts.":
    "項目 `{1}` が重複しています。最初のものを使います。",
  "`{1}` is not written as a field: it starts its line, with a colon and a space behind it.":
    "`{1}` が項目の形ではありません。行頭に書き、後ろにコロンと空白を置きます。",
  "`{1}` has run into the line of `{2}`.": "`{1}` が `{2}` の行に続いています。",
  "Missing required field in front matter: name.": "front matter に必須の項目がありません: name。",
  "Missing required field in front matter: description.":
    "front matter に必須の項目がありません: description。",
  "Missing required field: name; the folder's name is used.":
    "必須の項目がありません: name。フォルダーの名前を使います。",
  "Missing required field: description; inferred from the body.":
    "必須の項目がありません: description。本文から補います。",
  "Missing required file: SKILL.md": "必須のファイルがありません: SKILL.md",
  "The path does not exist: {1}": "パスがありません: {1}",
  "Not a directory, and no Markdown file either.":
    "フォルダーでも Markdown ファイルでもありません。",
  "The name has {1}.": "name に{1!}があります。",
  'The name "{1}" is a path.': "name「{1}」がパスになっています。",
  "The name has characters that a name may not have; they are read as hyphens.":
    "name に使えない文字があります。ハイフンとして読みます。",
  'Directory name "{1}" must match skill name "{2}"; it loads as "{3}".':
    "フォルダー名「{1}」とスキル名「{2}」が一致していません。「{3}」として読み込みます。",
  "The name exceeds the {1} character limit.": "name が {1} 文字の上限を超えています。",
  "The name must be lowercase.": "name は小文字でなければなりません。",
  "The name cannot start or end with a hyphen.": "name の先頭と末尾にハイフンは使えません。",
  "The name cannot contain consecutive hyphens.": "name に連続したハイフンは使えません。",
  "The name has invalid characters; letters, digits and hyphens are allowed.":
    "name に使えない文字があります。使えるのは英数字とハイフンです。",
  "The description has {1}; they are taken out.": "description に{1!}があります。取り除きます。",
  "The description has {1} characters; the limit is {2}, and beyond {3} it is not read.":
    "description が {1} 文字あります。上限は {2} 文字で、{3} 文字を超えると読みません。",
  "The description exceeds the {1} character limit ({2}); the catalogue cuts it.":
    "description が {1} 文字の上限を超えています({2} 文字)。一覧では切り詰めます。",
  "`{1}` is ignored: a skill cannot grant, configure or run anything by itself.":
    "`{1}` は無視します: スキル自身が許可、設定、実行を行うことはできません。",
  "The field `{1}` is ignored.": "項目 `{1}` は無視します。",
  "compatibility exceeds the {1} character limit ({2}).":
    "compatibility が {1} 文字の上限を超えています({2} 文字)。",
  "Unexpected fields in front matter: {1}.": "front matter に仕様にない項目があります: {1}。",
  "Only {1} are specified.": "仕様にあるのは {1} だけです。",
  "`{1}` uses flow style (brackets), which the specification's parser refuses.":
    "`{1}` に括弧の書式が使われています。仕様のパーサーは受け付けません。",
  "It changes while it is read.": "読んでいる間に変わりました。",
  'The skill "{1}" has changed since it was approved; the user has to approve it again.':
    "スキル「{1}」は承認後に変わりました。改めて承認が必要です。",
  "{1} is refused: {2}": "{1} は受け付けません: {2~}",
  'A skill "{1}" is installed already in {2}.': "スキル「{1}」はすでに {2} に導入されています。",
  "Update it, or remove it first.": "更新するか、先に削除してください。",
  "{1} changed while it was being copied; look at it again.":
    "{1} はコピー中に変わりました。もう一度確認してください。",
  "{1} is installed already; skillet skills update {2} brings it up to date.":
    "{1} はすでに導入されています。skillet skills update {2} で最新にできます。",
  "A skill needs a name.": "スキルには名前が必要です。",
  "The description exceeds {1} characters ({2}).": "説明が {1} 文字を超えています({2} 文字)。",
  "{1} is there already.": "{1} はすでにあります。",
  "Take another name, or change that one.": "別の名前にするか、既存のものを変更してください。",
  "{1} does not lie in {2}.": "{1} は {2} の中にありません。",
  "Only skills directly in a skills folder can be removed.":
    "削除できるのはスキルのフォルダー直下のものだけです。",
  "There is no {1}.": "{1} はありません。",
  "{1} is no skill.": "{1} はスキルではありません。",
  "There is no skill in {1}.": "{1} にスキルはありません。",
  "A skill is a folder with a SKILL.md, or a Markdown file with front matter.":
    "スキルは SKILL.md のあるフォルダーか、front matter のある Markdown ファイルです。",
  "{1} cannot be looked through: {2}": "{1} の中を調べられません: {2~}",
  "A link that leaves the skill; it is not copied.": "スキルの外を指すリンクです。コピーしません。",
  "A setuid or setgid bit; the copy does not have it.":
    "setuid または setgid が付いています。コピーには付きません。",
  "The file's name has {1}.": "ファイル名に{1!}があります。",
  "The file has {1}.": "ファイルに{1!}があります。",
  "{1} does not say where it came from.": "{1} には出どころが記録されていません。",
  "Only installed skills can be updated; remove it and install it anew.":
    "更新できるのは導入したスキルだけです。削除して導入し直してください。",
  "{1} is damaged.": "{1} は壊れています。",
  "Remove the skill and install it anew.": "スキルを削除して導入し直してください。",
  "cloning {1}": "{1} をクローンしています",
  "Nothing was unpacked.": "何も展開していません。",
  "If you trust it, unpack it yourself and install the folder.":
    "信頼できるなら、自分で展開してフォルダーを導入してください。",
  "{1}: a link; it is left out.": "{1}: リンクのため除きます。",
  "{1}: a setuid or setgid bit; the copy does not have it.":
    "{1}: setuid または setgid が付いています。コピーには付きません。",
  "{1} archives are not read; unpack it and install the folder.":
    "{1} の書庫は読めません。展開してフォルダーを導入してください。",
  "It is no zip, tar or tar.gz file.": "zip、tar、tar.gz のファイルではありません。",
  "The gzip file is damaged.": "gzip ファイルが壊れています。",
  "The zip file is refused as damaged: {1}.": "zip ファイルが壊れているため受け付けません: {1~}。",
  "The tar file is refused as damaged: {1}.": "tar ファイルが壊れているため受け付けません: {1~}。",
  "The archive is refused: {1} is a device or a pipe.":
    "書庫を受け付けません: {1} はデバイスかパイプです。",
  "The archive is refused: {1} is a file and a folder in it.":
    "書庫を受け付けません: {1} がファイルとフォルダーの両方になっています。",
  "The archive is refused: it has more than {1} entries.":
    "書庫を受け付けません: 項目が {1} を超えています。",
  "The archive is refused: unpacked it would have more than {1} bytes.":
    "書庫を受け付けません: 展開すると {1} バイトを超えます。",
  "The archive is refused: {1} is encrypted.": "書庫を受け付けません: {1} は暗号化されています。",
  "The archive is refused: a name in it is not UTF-8; pack it anew with UTF-8 names.":
    "書庫を受け付けません: UTF-8 でない名前があります。UTF-8 の名前で作り直してください。",
  "The archive is refused: the name {1} {2}.": "書庫を受け付けません: 名前 {1} {2~}。",
  "is absolute": "が絶対パスです",
  "holds control characters": "に制御文字があります",
  "holds a backslash": "にバックスラッシュがあります",
  "leads out of the archive": "が書庫の外を指します",
  "is nested more than {1} deep": "の階層が {1} を超えています",
  "is too long": "が長すぎます",
  "it is cut off": "途中で切れています",
};
