/** Of the skills that come with Skillet: what each is for, and the names of their checks. Both stand in the skills in English. */
export const shipped = {
  "Builds a small JSON API with Node and Express. Use for REST backends and endpoints.":
    "Node と Express で小さな JSON API を作ります。REST のバックエンドやエンドポイントに。",
  "Builds a small Python/Flask web app (board, notes, form) safely. Use for any simple web app.":
    "Python/Flask の小さな Web アプリ(掲示板、メモ、フォーム)を安全に作ります。簡単な Web アプリ全般に。",
  "Commits changes with a clear message. Use to commit, stage or word a commit.":
    "変更を分かりやすいメッセージでコミットします。コミット、ステージ、文面の相談に。",
  "Turns given content into one haiku. Use when a haiku is asked for.":
    "渡された内容を俳句 1 句にします。俳句を頼むときに。",
  "Builds a terminal program in Node.js without dependencies. Use for command-line tools in JavaScript.":
    "依存パッケージのない Node.js のコマンドを作ります。JavaScript のコマンドラインツールに。",
  "Fixes typos in a text, each with its reason. Use when asked to proofread or correct.":
    "文章の誤字を、理由を付けて直します。校正や添削を頼むときに。",
  "Builds a Python script with argparse and tests. Use for scripts that convert, rename, count or report.":
    "argparse とテスト付きの Python スクリプトを作ります。変換、改名、集計、報告のスクリプトに。",
  "Writes or updates a README from what the project really does. Use for READMEs and project documentation.":
    "プロジェクトが実際に行うことから README を書き、更新します。README や文書に。",
  "Writes or mends a SKILL.md. Use when the user wants a new skill, or one does not work.":
    "SKILL.md を書き、直します。新しいスキルがほしいときや、うまく動かないときに。",
  "Builds a browser app with Vite and TypeScript. Use for frontends, interactive pages, small games.":
    "Vite と TypeScript でブラウザーのアプリを作ります。フロントエンド、操作できるページ、小さなゲームに。",
  "Finds and closes holes in an existing web app. Use for security reviews, CSRF, XSS, secrets, debug mode.":
    "既存の Web アプリの弱点を見つけて塞ぎます。セキュリティ点検、CSRF、XSS、秘密情報、デバッグモードに。",
  "Adds tests to existing code and proves they can fail. Use for unit tests, coverage, regressions.":
    "既存のコードにテストを加え、失敗しうることを確かめます。単体テスト、カバレッジ、再発防止に。",

  "bound to this machine": "このマシンからだけ接続できる",
  "bound to this machine, debug only by a setting":
    "このマシンからだけ接続でき、デバッグは設定したときだけ",
  "served to this machine only": "このマシンにだけ公開される",
  "packages and secrets stay out of git": "パッケージと秘密情報は git に入らない",
  "packages, builds and secrets stay out of git":
    "パッケージ、ビルド結果、秘密情報は git に入らない",
  "no data of an earlier run": "前回のデータがない",
  "an empty list, and nothing told about the server": "空の一覧で、サーバーの情報を漏らさない",
  "a record is added, trimmed": "前後の空白を除いて追加される",
  "any text is data": "どんな文字列もデータとして扱われる",
  "both are listed": "両方が一覧に出る",
  "one is read": "1 件を読み取れる",
  "an empty name is refused, and named": "空の名前は、項目名を示して拒否される",
  "a name that is no text is refused": "文字列でない名前は拒否される",
  "a field nobody knows is refused": "未知の項目は拒否される",
  "a form of another site is refused": "ほかのサイトのフォームは拒否される",
  "broken JSON is refused without a stack": "壊れた JSON はスタックを出さずに拒否される",
  "70 KB are refused": "70 KB は拒否される",
  "a foreign host name is refused": "よそのホスト名は拒否される",
  "what was refused left nothing": "拒否されたものは何も残さない",
  "a record is deleted": "1 件が削除される",
  "the record is gone": "その 1 件は消えている",
  "an id that is no number is not found": "数値でない id は見つからない",
  "the file holds what was answered": "ファイルの内容が応答と一致する",
  "the page answers": "ページが応答する",
  "a post without token is refused": "トークンのない投稿は拒否される",
  "a refused post leaves nothing behind": "拒否された投稿は何も残さない",
  "a post with token is accepted": "トークンのある投稿は受け付けられる",
  "the post is shown": "投稿が表示される",
  "a post with markup is accepted": "マークアップを含む投稿も受け付けられる",
  "markup is escaped in every field": "どの項目でもマークアップがエスケープされる",
  "an empty post is refused": "空の投稿は拒否される",
  "a link cannot delete": "リンクだけでは削除できない",
  "nothing was deleted by it": "それで消えたものはない",
  "a delete without token is refused": "トークンのない削除は拒否される",
  "a delete with token is accepted": "トークンのある削除は受け付けられる",
  "the post is gone": "投稿は消えている",
  "the debugger is off": "デバッガーは無効",
  "a subject of at most 72 characters, then an empty line": "件名は 72 文字以内、次は空行",
  "the author is a person": "作成者は人である",
  "no keys and no packages are in it": "鍵もパッケージも含まれない",
  "nothing is left staged": "ステージに残りがない",
  "the draft of the message is gone": "メッセージの下書きは消えている",
  "it can be installed by name": "名前で導入できる",
  "arguments are read by the standard reader, no shell": "引数は標準の方法で読み、シェルを使わない",
  help: "ヘルプ",
  version: "バージョン",
  "an unknown option: exit 2, one line": "未知のオプション: 終了コード 2、1 行",
  "an unknown option: exit 2, no traceback": "未知のオプション: 終了コード 2、トレースバックなし",
  "errors stay out of the output": "エラーは出力に混ざらない",
  "a closed pipe is no crash": "パイプが閉じても異常終了しない",
  stop: "停止",
  "the tests": "テスト",
  "text reaches the page as text": "文字列は文字列としてページに出る",
  "the logic needs no page": "ロジックはページなしで動く",
  "types are strict": "型検査が厳格",
  "types and build": "型検査とビルド",
  "the logic gives what it should": "ロジックの結果が正しい",
  "the built page answers, with its policy": "ビルドしたページが、ポリシー付きで応答する",
  "every asset the page names is there": "ページが参照するファイルがすべてある",
};
