/** What is wrong with an archive of a skill: thrown in English, translated when it is shown. */
export const archives = {
  "the folder {1} has content": "フォルダー {1} に中身があります",
  "its 64-bit directory is not where it should be": "64 ビットの目録があるべき場所にありません",
  "it is one of several parts": "分割された書庫の一部です",
  "its directory is not where it should be": "目録があるべき場所にありません",
  "its directory is missing; perhaps it was not copied whole":
    "目録がありません。全体がコピーされていない可能性があります",
  "its directory ends too early": "目録が途中で終わっています",
  "its directory says how many entries it has, and has others": "目録の件数と実際の件数が違います",
  "a 64-bit size is missing": "64 ビットのサイズがありません",
  "{1} is not where it should be": "{1} があるべき場所にありません",
  "{1} has another name at its content": "{1} は中身の側で別の名前になっています",
  "{1} is cut off in the archive": "{1} が途中で切れています",
  "{1} cannot be unpacked to the size it claims": "{1} を記載のサイズに展開できません",
  "{1} has another size than it claims": "{1} のサイズが記載と違います",
  "{1} does not match its checksum": "{1} がチェックサムと一致しません",
  "files in it share their content": "中のファイルが中身を共有しています",
  "it claims endless sizes": "際限のないサイズが記載されています",
  "a name in it is too long": "長すぎる名前があります",
  "it has files with holes, which are not read": "穴のあるファイル(スパース)は読めません",
  "it gives all files one name or size": "全ファイルに同じ名前かサイズを付けています",
  "a size in it is no number": "数値でないサイズがあります",
  "its pax fields cannot be read": "pax の項目を読めません",
  "a number in it cannot be read": "読めない数値があります",
  "The archive is refused: {1} is packed by a method ({2}) that is not read.":
    "書庫を受け付けません: {1} の圧縮方式({2})は読めません。",
  "The archive is refused: {1} is of a kind ({2}) that is not read.":
    "書庫を受け付けません: {1} の種類({2})は読めません。",
  "The archive is refused: it has {1} twice.": "書庫を受け付けません: {1} が 2 つあります。",
  "The archive is refused: it has {1} as {2} as well.":
    "書庫を受け付けません: {1} が {2} としてもあります。",
};
