/** Why something is asked, allowed or not run: stored in English, translated when it is shown. */
export const reasons = {
  "{1} needs an approval and nobody is there to give it.":
    "{1} には承認が必要ですが、承認できる人がいません。",
  "Allowed by: {1}.": "許可するには: {1}。",
  "It changes nothing.": "何も変更しません。",
  "Rules allow the hosts.": "ルールがこのホストを許可しています。",
  "A search could look into what is denied: {1}.":
    "検索が、拒否されたものに触れる可能性があります: {1}。",
  "The file may hold keys.": "ファイルに秘密の鍵が含まれる可能性があります。",
  "Reading is allowed.": "読み取りは許可されています。",
  "it is no plain host name": "通常のホスト名ではありません",
  "it is an address and no name": "名前ではなくアドレスです",
  "it is a name of this machine or of its own network":
    "このマシンまたはその内部ネットワークの名前です",
  "The path leads out of the output directory.": "パスが出力ディレクトリの外を指しています。",
  "What is written there can run later, outside the fence.":
    "そこに書かれたものは、あとで隔離の外で実行される可能性があります。",
  "It can start by itself, outside the fence, when a shell opens or enters a folder.":
    "シェルを開いたときやフォルダーに入ったときに、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, when packages are installed or built.":
    "パッケージのインストールやビルドのときに、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, when the folder is opened in an editor.":
    "フォルダーをエディターで開いたときに、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, when another agent works in the folder.":
    "別のエージェントがこのフォルダーで動くときに、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, with a git command.":
    "git のコマンドとともに、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, where it is pushed to.":
    "プッシュした先で、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, with every Python program.":
    "Python のどのプログラムとも一緒に、隔離の外でひとりでに動くことがあります。",
  "It can start by itself, outside the fence, with every run of pytest.":
    "pytest を実行するたびに、隔離の外でひとりでに動くことがあります。",
  "Mode ask: writes are asked.": "モード ask: 書き込みは確認します。",
  "Mode yolo.": "モード yolo。",
  "There is no fence, so nothing goes through unasked.":
    "隔離がないため、確認なしでは何も実行しません。",
  "It replaces a file that the model has not read.": "モデルが読んでいないファイルを置き換えます。",
  "Mode auto-edit: writes inside the output directory go through.":
    "モード auto-edit: 出力ディレクトリ内の書き込みは確認しません。",
  "Unconfined: every command is asked.": "隔離なし: すべてのコマンドを確認します。",
  "Unconfined commands need a person at the terminal.":
    "隔離されないコマンドには、ターミナルの前の人の承認が必要です。",
  "It runs in {1}; rules with a pattern are for the output directory itself.":
    "{1} で実行されます。パターン付きのルールは出力ディレクトリ自体が対象です。",
  "No command is run.": "コマンドは実行しません。",
  "It wants to reach {1}.": "{1} に接続しようとしています。",
  "The tool of another server acts outside the fence.":
    "別のサーバーのツールは隔離の外で動きます。",
  "A rule asks.": "ルールが確認を求めています。",
  "A rule allows it.": "ルールが許可しています。",
  "A rule denies it: {1}.": "ルールが拒否しています: {1}。",
  "A rule allows this very line.": "この行そのものを許可するルールがあります。",
  "Rules allow every part.": "すべての部分をルールが許可しています。",
  "The mode allows it.": "モードが許可しています。",
  'No rule allows "{1}".': "「{1}」を許可するルールがありません。",
  '"{1}" could become what is {2}: {3}.': "「{1}」は {3} に当たる可能性があります({2})。",
  '"{1}" {2}, so only a question can allow it.': "「{1}」: {2~}。そのため毎回確認します。",
  "the user said no.": "あなたが断りました。",
  "the user left this one out.": "あなたが除外しました。",
  "the user stopped the turn.": "あなたがターンを停止しました。",
  "The skill {1} asks to have tools approved in advance.":
    "スキル {1} がツールの事前の許可を求めています。",
  "Stopped by the user.": "あなたが停止しました。",
};
