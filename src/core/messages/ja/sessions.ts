/** Of sessions: choosing, copying, naming, and ways out of them. */
export const sessions = {
  "Back to the one before: {1}": "前のセッションに戻る: {1}",
  "A new conversation.": "新しい会話です。",
  "Which one? A number, an id or a name; Enter takes the first, Esc none.":
    "どれですか? 番号、id または名前。Enter は先頭、Esc は選ばない。",
  "and {1} older: {2}": "ほかに古いもの {1} 件: {2}",
  "session> ": "セッション> ",
  "turn> ": "ターン> ",
  "Up to which turn? A number; Enter takes all, Esc none.":
    "どのターンまで? 番号。Enter はすべて、Esc はやめる。",
  "Forked from {1}, {2}.": "{1} から分岐、{2}。",
  "Forked from {1}, {2}, the last: {3}": "{1} から分岐、{2}。最後: {3}",
  stopped: "停止",
  "not finished": "未完了",
  "cut short": "中断",
  "The files are as they are now. This is {1}.": "ファイルは今のままです。このセッションは {1}。",
  "This session is now {1}: {2}": "このセッションに「{1}」と名前を付けました。再開: {2}",
  "It is called {1}.": "名前は {1} です。",
  "It has no name.": "名前はありません。",
  "/name TEXT gives it one.": "/name TEXT で付けられます。",
  "Session {1} is called so too: name one of them anew, or resume by id ({2}).":
    "セッション {1} も同じ名前です。どちらかを改名するか、id ({2}) で再開してください。",
  "Written: {1}": "書き込みました: {1}",
  "Copied {1} with {2}.": "{1}を {2} でコピーしました。",
  "Sent {1} to the terminal's clipboard (OSC 52). Nothing there? Your terminal does not take it: {2}":
    "{1}を端末のクリップボードへ送りました(OSC 52)。届かない場合、端末が対応していません: {2}",
  "Nothing was written, nothing is sent.": "何も書かれていないので、何も送りません。",
  "No model was asked yet.": "まだモデルへの依頼はありません。",
  "no price is configured": "単価は未設定",
  "It holds version, fence, settings in use and the last {1} of this session, so also what you and the model wrote. Keys are taken out as far as they are known.":
    "バージョン、隔離、使用中の設定、このセッションの最後の{1}(あなたとモデルの文章を含む)が入っています。鍵は分かる範囲で除いてあります。",
  "Nothing was sent. Look at it before you send it to anybody.":
    "何も送信していません。誰かに送る前に中身を確かめてください。",
  "Stopped {1} that ran in the background.": "バックグラウンドの{1}を停止しました。",
  "The output directory is now {1}.": "出力ディレクトリは {1} になりました。",
  "nothing asked yet": "まだ依頼なし",
  "open in process {1}": "プロセス {1} が使用中",
} as const;
