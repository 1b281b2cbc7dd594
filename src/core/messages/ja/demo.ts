/** What the scripted model of the demo says and asks. */
export const demo = {
  "This is a demo: a scripted model answers, on loopback. It builds a Flask board whatever you answer.":
    "これはデモです。台本どおりのモデルがループバックで応答し、どう答えても Flask の掲示板を作ります。",
  "Everything else is real: the fence, the files, the app, the checks.":
    "それ以外はすべて本物です: 隔離、ファイル、アプリ、検証。",
  "Nobody is at the keyboard, so it runs on these rules:":
    "キーボードの前に人がいないため、次のルールで実行します:",
  "I want to build a simple BBS.": "シンプルな掲示板(BBS)を作りたいです。",
  "Let me check a few things before I build.": "作る前に、いくつか確認させてください。",
  "Stack?": "構成は?",
  "Python + Flask, one file": "Python + Flask、1 ファイル",
  "static HTML + JS": "静的な HTML + JS",
  "Features?": "機能は?",
  "list, post, delete": "一覧、投稿、削除",
  "list, post": "一覧、投稿",
  "Where are posts kept?": "投稿の保存先は?",
  "JSON file": "JSON ファイル",
  "Who may delete?": "削除できる人は?",
  anyone: "だれでも",
  nobody: "だれもできない",
  "There is a procedure for this.": "このための手順があります。",
  "All files in one go:": "すべてのファイルをまとめて作ります:",
  "Now let it run and be looked at.": "では、実行して確かめます。",
  "A post without the form's token is accepted. The token is made and sent, but never looked at when a post arrives.":
    "フォームのトークンがない投稿も受け付けてしまいます。トークンは作られて送られますが、投稿時に確認されていません。",
  "The same checks again:": "同じ検証をもう一度行います:",
  "The board is built and was seen working: list, post, delete, newest first, posts in `posts.json`.":
    "掲示板ができました。一覧、投稿、削除、新しい順の表示を確かめました。投稿は `posts.json` に保存されます。",
  "Start it with `python3 app.py` and open {1}.":
    "`python3 app.py` で起動し、{1} を開いてください。",
  "It listens on this machine only, the debugger is off, forms carry a token, text is escaped by the templates.":
    "このマシンからのみ接続でき、デバッガーはオフ、フォームにはトークンがあり、文字はテンプレートでエスケープされます。",
  "**Not done:** no accounts, so anyone who can open the page may delete; no paging.":
    "**未対応:** アカウントがないため、ページを開ける人はだれでも削除できます。ページ分割もありません。",
  "The files are written, but the checks did not pass: do not rely on it before they do.":
    "ファイルは作成しましたが、検証に合格していません。合格するまで頼らないでください。",
  "The files are written, but nothing was proven: Flask is not installed here, so the program could not start.":
    "ファイルは作成しましたが、何も確かめられていません。Flask がインストールされていないため、起動できませんでした。",
  "Install it (`apt install python3-flask`, or `python3 -m pip install flask` in an environment of its own) and run the demo again.":
    "インストールして(`apt install python3-flask`、または専用の環境で `python3 -m pip install flask`)、もう一度デモを実行してください。",
  "This is what I would build:": "次のように作ります:",
  "listens on 127.0.0.1 only, debugger off": "127.0.0.1 だけで待ち受け、デバッガーはオフ",
  "forms carry a token, text is escaped, sizes are limited":
    "フォームにはトークン、文字はエスケープ、大きさは制限",
  "anyone who can open the page may delete": "ページを開ける人は誰でも削除可能",
  "Then nothing is built: this scripted model knows one plan only.":
    "では何も作りません。この台本のモデルが知っている計画は 1 つだけです。",
  "Ten posts a page, with links to newer and older ones. One file changes:":
    "1 ページ 10 件にし、前後のページへのリンクを付けます。変わるファイルは 1 つです:",
  "Then it stays as it is.": "では今のままにします。",
  "Paging is in: ten posts a page, `/?page=2` and so on.":
    "ページ分割を入れました。1 ページ 10 件、`/?page=2` のように開けます。",
  "That is all this scripted model knows. /undo takes the last change back, /receipt tells what was done, /exit leaves.":
    "この台本のモデルが知っているのはここまでです。/undo で直前の変更を取り消し、/receipt で記録、/exit で終了します。",
  'Then ask for a change ("add pagination"), take it back (/undo), look around (/help), leave (/exit).':
    "そのあと変更を頼み(「ページ分割を追加」)、取り消し(/undo)、見て回り(/help)、終了(/exit)できます。",
};
